package dev.k3form.standin.api;

import dev.k3form.standin.pki.Authority;
import dev.k3form.standin.pki.SigningRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs approved requests for {@code kubernetes.io/kube-apiserver-client}, for a year or less. */
final class CertificateSigner {

  private static final String SIGNER = "kubernetes.io/kube-apiserver-client";
  private static final Duration LIFE = Duration.ofDays(365);

  private final Authority authority;

  CertificateSigner(Authority authority) {
    this.authority = authority;
  }

  /** What is wrong with a new object, if it is a request and something is. */
  Optional<String> invalid(ResourceType type, Map<String, @Nullable Object> object) {
    if (type != ResourceType.SIGNING_REQUESTS) {
      return Optional.empty();
    }
    if (KubeObjects.text(object, "spec", "signerName").isEmpty()) {
      return Optional.of("spec.signerName: Required value");
    }
    return request(object).filter(SigningRequest::valid).isPresent()
        ? Optional.empty()
        : Optional.of("spec.request: Invalid value: PEM block type must be CERTIFICATE REQUEST");
  }

  private static Optional<String> request(Map<String, @Nullable Object> object) {
    return KubeObjects.text(object, "spec", "request")
        .map(text -> new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8));
  }

  /** Puts the certificate into an approved request's status. */
  void sign(Map<String, @Nullable Object> object) {
    if (!approved(object)
        || !KubeObjects.text(object, "spec", "signerName").equals(Optional.of(SIGNER))) {
      return;
    }
    Map<String, @Nullable Object> spec = KubeObjects.child(object, "spec");
    Duration life =
        spec.get("expirationSeconds") instanceof Number seconds
            ? Duration.ofSeconds(seconds.longValue())
            : LIFE;
    Duration shorter = life.compareTo(LIFE) < 0 ? life : LIFE;
    try {
      String signed = SigningRequest.sign(authority, request(object).orElse(""), shorter);
      KubeObjects.child(object, "status").put("certificate", KubeObjects.base64(signed));
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static boolean approved(Map<String, @Nullable Object> object) {
    return KubeObjects.child(object, "status").get("conditions") instanceof List<?> conditions
        && conditions.stream()
            .anyMatch(c -> c instanceof Map<?, ?> map && "Approved".equals(map.get("type")));
  }
}
