package dev.k3form.standin.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The flags that {@code k3s server} and {@code k3s agent} know (docs.k3s.io, CLI reference). A key
 * of a configuration file is a flag's long name.
 */
public final class Flags {

  private static final Set<String> AGENT =
      words(
          """
          config debug v vmodule log alsologtostderr data-dir token token-file server
          disable-apiserver-lb node-name with-node-id node-label node-taint node-ip
          node-external-ip node-internal-dns node-external-dns protect-kernel-defaults selinux
          lb-server-port resolv-conf container-runtime-endpoint image-service-endpoint
          default-runtime snapshotter pause-image private-registry
          disable-default-registry-endpoint nonroot-devices docker airgap-extra-registry
          image-credential-provider-bin-dir image-credential-provider-config flannel-iface
          flannel-conf flannel-cni-conf vpn-auth vpn-auth-file kubelet-arg kube-proxy-arg
          enable-pprof rootless prefer-bundled-bin bind-address
          """);

  private static final Set<String> SERVER =
      Stream.concat(
              AGENT.stream(),
              words(
                  """
                  https-listen-port advertise-address advertise-port tls-san
                  tls-san-security supervisor-port apiserver-port apiserver-bind-address
                  cluster-cidr service-cidr service-node-port-range cluster-dns cluster-domain
                  flannel-backend flannel-ipv6-masq flannel-external-ip
                  flannel-ip-masq-disable-random-fully egress-selector-mode servicelb-namespace
                  write-kubeconfig write-kubeconfig-mode write-kubeconfig-group agent-token
                  agent-token-file cluster-init cluster-reset cluster-reset-restore-path
                  datastore-endpoint datastore-cafile datastore-certfile datastore-keyfile
                  kine-tls etcd-expose-metrics etcd-disable-snapshots etcd-snapshot-name
                  etcd-snapshot-schedule-cron etcd-snapshot-retention etcd-snapshot-dir
                  etcd-snapshot-compress etcd-snapshot-reconcile-interval etcd-s3
                  etcd-s3-endpoint etcd-s3-endpoint-ca etcd-s3-access-key etcd-s3-secret-key
                  etcd-s3-session-token etcd-s3-bucket etcd-s3-bucket-lookup-type etcd-s3-region
                  etcd-s3-folder etcd-s3-proxy etcd-s3-config-secret etcd-s3-skip-ssl-verify
                  etcd-s3-insecure etcd-s3-timeout etcd-s3-retention disable disable-scheduler
                  disable-cloud-controller disable-network-policy disable-helm-controller
                  disable-kube-proxy disable-apiserver disable-controller-manager disable-etcd
                  disable-agent embedded-registry supervisor-metrics helm-job-image
                  kube-apiserver-arg etcd-arg kube-scheduler-arg kube-controller-manager-arg
                  kube-cloud-controller-manager-arg kube-controller-arg
                  kube-cloud-controller-arg secrets-encryption secrets-encryption-provider
                  default-local-storage-path system-default-registry
                  """)
                  .stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> BOOLEAN =
      words(
          """
          debug alsologtostderr disable-apiserver-lb with-node-id protect-kernel-defaults selinux
          disable-default-registry-endpoint nonroot-devices docker enable-pprof rootless
          prefer-bundled-bin tls-san-security flannel-ipv6-masq flannel-external-ip
          flannel-ip-masq-disable-random-fully cluster-init cluster-reset kine-tls
          etcd-expose-metrics etcd-disable-snapshots etcd-snapshot-compress etcd-s3
          etcd-s3-skip-ssl-verify etcd-s3-insecure disable-scheduler disable-cloud-controller
          disable-network-policy disable-helm-controller disable-kube-proxy disable-apiserver
          disable-controller-manager disable-etcd disable-agent embedded-registry
          supervisor-metrics secrets-encryption
          """);

  /** Flags whose values the Node's annotation and the log do not show. */
  private static final Set<String> SECRET =
      words(
          """
          token agent-token datastore-endpoint etcd-s3-access-key etcd-s3-secret-key
          etcd-s3-session-token vpn-auth
          """);

  private static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("K3S_CONFIG_FILE", "config"),
              Map.entry("K3S_DEBUG", "debug"),
              Map.entry("K3S_DATA_DIR", "data-dir"),
              Map.entry("K3S_TOKEN", "token"),
              Map.entry("K3S_TOKEN_FILE", "token-file"),
              Map.entry("K3S_AGENT_TOKEN", "agent-token"),
              Map.entry("K3S_AGENT_TOKEN_FILE", "agent-token-file"),
              Map.entry("K3S_URL", "server"),
              Map.entry("K3S_CLUSTER_INIT", "cluster-init"),
              Map.entry("K3S_CLUSTER_RESET", "cluster-reset"),
              Map.entry("K3S_DATASTORE_ENDPOINT", "datastore-endpoint"),
              Map.entry("K3S_DATASTORE_CAFILE", "datastore-cafile"),
              Map.entry("K3S_DATASTORE_CERTFILE", "datastore-certfile"),
              Map.entry("K3S_DATASTORE_KEYFILE", "datastore-keyfile"),
              Map.entry("K3S_KUBECONFIG_OUTPUT", "write-kubeconfig"),
              Map.entry("K3S_KUBECONFIG_MODE", "write-kubeconfig-mode"),
              Map.entry("K3S_KUBECONFIG_GROUP", "write-kubeconfig-group"),
              Map.entry("K3S_NODE_NAME", "node-name"),
              Map.entry("K3S_RESOLV_CONF", "resolv-conf"),
              Map.entry("K3S_SELINUX", "selinux"),
              Map.entry("K3S_LB_SERVER_PORT", "lb-server-port"),
              Map.entry("K3S_SYSTEM_DEFAULT_REGISTRY", "system-default-registry"),
              Map.entry("K3S_VPN_AUTH", "vpn-auth"),
              Map.entry("K3S_VPN_AUTH_FILE", "vpn-auth-file")));

  private Flags() {}

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
  }

  static boolean known(Role role, String flag) {
    return switch (role) {
      case SERVER -> SERVER.contains(flag);
      case AGENT -> AGENT.contains(flag);
    };
  }

  static boolean takesNoValue(String flag) {
    return BOOLEAN.contains(flag);
  }

  static boolean secret(String name) {
    return SECRET.contains(name);
  }

  /** The environment's variables and the flags that they stand for. */
  static Map<String, String> environment() {
    return ENVIRONMENT;
  }
}
