package dev.k3form.standin.node;

import dev.k3form.standin.api.KubeObjects;
import dev.k3form.standin.pki.Leaf;
import java.nio.file.Path;

/** Kubeconfig files, in the form that k3s writes them. */
public final class Kubeconfig {

  private static final String FORM =
      """
      apiVersion: v1
      clusters:
      - cluster:
      %s
          server: %s
        name: %s
      contexts:
      - context:
          cluster: %s
          user: %s
        name: %s
      current-context: %s
      kind: Config
      preferences: {}
      users:
      - name: %s
        user:
      %s
      %s
      """;

  private Kubeconfig() {}

  /** The administrator's, with everything in it. */
  public static String embedded(String server, String authorityPem, Leaf leaf) {
    String name = "default";
    return FORM.formatted(
        "    certificate-authority-data: " + KubeObjects.base64(authorityPem),
        server,
        name,
        name,
        name,
        name,
        name,
        name,
        "    client-certificate-data: " + KubeObjects.base64(leaf.chainPem()),
        "    client-key-data: " + KubeObjects.base64(leaf.keyPem()));
  }

  /** A component's, which names files. */
  public static String files(String server, Path authority, Path certificate, Path key) {
    String name = "local";
    return FORM.formatted(
        "    certificate-authority: " + authority,
        server,
        name,
        name,
        "user",
        "Default",
        "Default",
        "user",
        "    client-certificate: " + certificate,
        "    client-key: " + key);
  }
}
