package dev.k3form.provider.k3s;

import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether etcd can do without a member. */
final class Quorum {
  private Quorum() {}

  /**
   * Refuses if those that remain could not decide any more.
   *
   * @throws ProviderException if the healthy rest of the voters is no majority of the rest
   */
  static void check(LiveServer through, Server leaving) throws ProviderException {
    if (!leaving.cluster().hasEtcd()) {
      return;
    }
    try {
      String address = leaving.withNodeIp().address();
      List<EtcdClient.Member> rest =
          through.etcd(EtcdClient::members).orElse(List.of()).stream()
              .filter(m -> !m.learner() && !m.isOf(leaving.name(), address))
              .toList();
      Set<String> ready =
          through.kube(KubeClient::nodes).stream()
              .filter(KubeClient.Node::ready)
              .map(KubeClient.Node::name)
              .collect(Collectors.toSet());
      long healthy =
          rest.stream().filter(m -> ready.stream().anyMatch(name -> m.isOf(name, ""))).count();
      if (!suffices(rest.size(), healthy)) {
        throw new ProviderException(
            "without "
                + leaving.name()
                + " etcd would lose its quorum: of "
                + rest.size()
                + " other voters "
                + healthy
                + " are healthy",
            "Bring the other servers back first; `kubectl get nodes` shows which are not Ready.");
      }
    } catch (IOException e) {
      throw Departure.failed("see whether etcd can do without " + leaving.name(), e);
    }
  }

  static boolean suffices(long voters, long healthy) {
    return voters > 0 && healthy >= voters / 2 + 1;
  }
}
