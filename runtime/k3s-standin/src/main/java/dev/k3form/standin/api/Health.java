package dev.k3form.standin.api;

import dev.k3form.standin.http.Reply;
import dev.k3form.standin.http.Request;
import dev.k3form.standin.store.Datastore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /readyz}, {@code /livez} and {@code /healthz} (transcripts 01 and 06). */
final class Health {

  private static final String LIVE =
      """
      ping log etcd
      poststarthook/start-apiserver-admission-initializer
      poststarthook/generic-apiserver-start-informers
      poststarthook/priority-and-fairness-config-consumer
      poststarthook/priority-and-fairness-filter
      poststarthook/storage-object-count-tracker-hook
      poststarthook/start-apiextensions-informers
      poststarthook/start-apiextensions-controllers
      poststarthook/crd-informer-synced
      poststarthook/start-system-namespaces-controller
      poststarthook/start-cluster-authentication-info-controller
      poststarthook/start-kube-apiserver-identity-lease-controller
      poststarthook/start-kube-apiserver-identity-lease-garbage-collector
      poststarthook/start-legacy-token-tracking-controller
      poststarthook/start-service-ip-repair-controllers
      poststarthook/rbac/bootstrap-roles
      poststarthook/scheduling/bootstrap-system-priority-classes
      poststarthook/priority-and-fairness-config-producer
      poststarthook/bootstrap-controller
      poststarthook/start-kubernetes-service-cidr-controller
      poststarthook/aggregator-reload-proxy-client-cert
      poststarthook/start-kube-aggregator-informers
      poststarthook/apiservice-status-local-available-controller
      poststarthook/apiservice-status-remote-available-controller
      poststarthook/apiservice-registration-controller
      poststarthook/apiservice-discovery-controller
      poststarthook/kube-apiserver-autoregistration
      autoregister-completion
      poststarthook/apiservice-openapi-controller
      poststarthook/apiservice-openapiv3-controller
      """;

  private static final List<String> LIVE_CHECKS = List.of(LIVE.strip().split("\\s+"));
  private static final List<String> READY_CHECKS =
      List.of(
          (LIVE.replace("ping log etcd", "ping log etcd etcd-readiness informer-sync") + "shutdown")
              .strip()
              .split("\\s+"));

  private final Datastore store;

  Health(Datastore store) {
    this.store = store;
  }

  Optional<Reply> answer(Request request) {
    return switch (request.path()) {
      case "/readyz", "/readyz/" -> Optional.of(check(request, "readyz", READY_CHECKS));
      case "/livez", "/livez/" -> Optional.of(check(request, "livez", LIVE_CHECKS));
      case "/healthz", "/healthz/" -> Optional.of(check(request, "healthz", LIVE_CHECKS));
      default -> Optional.empty();
    };
  }

  private Reply check(Request request, String name, List<String> checks) {
    boolean healthy = store.healthy();
    if (healthy && !request.query().containsKey("verbose")) {
      return plain(200, "ok");
    }
    var text = new StringBuilder();
    for (String check : checks) {
      text.append(
          healthy || !check.startsWith("etcd")
              ? "[+]" + check + " ok\n"
              : "[-]" + check + " failed: reason withheld\n");
    }
    text.append(name).append(healthy ? " check passed\n" : " check failed\n");
    return plain(healthy ? 200 : 500, text.toString());
  }

  private static Reply plain(int status, String text) {
    return Reply.text(status, Reply.PLAIN, text).with(Map.of("X-Content-Type-Options", "nosniff"));
  }
}
