package dev.k3form.provider.k3s;

import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a node leaves: it takes no more pods, those that it has move, its Node and password go. */
final class Departure {
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration REMOVAL = Duration.ofSeconds(40);

  private Departure() {}

  /** Drains a node and deletes it, if it is the one at that address. */
  static void leave(LiveServer through, String node, String address, OperationContext context)
      throws ProviderException {
    try {
      Optional<KubeClient.Node> found = through.kube(k -> k.node(node));
      if (found.isPresent() && !found.get().internalIp().equals(address)) {
        // The name is another machine's: nothing of it is ours.
        return;
      }
    } catch (IOException e) {
      throw failed("look at node " + node, e);
    }
    drain(through, node, context);
    forget(through, node, context);
  }

  /**
   * Cordons and drains; pods that a disruption budget holds for longer than a minute are left to
   * end with the machine.
   */
  private static void drain(LiveServer through, String node, OperationContext context)
      throws ProviderException {
    try {
      if (through.kube(k -> k.node(node)).isEmpty()) {
        return;
      }
      context.progress("draining " + node);
      through.kube(
          k -> {
            k.cordon(node);
            return node;
          });
      long begun = System.nanoTime();
      List<KubeClient.Pod> left = movable(through, node);
      while (!left.isEmpty() && System.nanoTime() - begun < DRAIN.toNanos()) {
        for (KubeClient.Pod pod : left) {
          through.kube(k -> k.evict(pod));
        }
        context.progress(
            "draining "
                + node
                + ": "
                + left.size()
                + (left.size() == 1 ? " pod" : " pods")
                + " left");
        context.pause(POLL);
        left = movable(through, node);
      }
    } catch (IOException e) {
      throw failed("drain " + node, e);
    }
  }

  private static List<KubeClient.Pod> movable(LiveServer through, String node) throws IOException {
    return through.kube(k -> k.podsOn(node).stream().filter(KubeClient.Pod::movable).toList());
  }

  /** Deletes the Node, with which k3s removes the etcd member, and the node's password. */
  static void forget(LiveServer through, String node, OperationContext context)
      throws ProviderException {
    try {
      context.progress("removing node " + node);
      through.kube(
          k -> {
            k.deleteNode(node);
            k.deleteNodePassword(node);
            return node;
          });
    } catch (IOException e) {
      throw failed("remove node " + node, e);
    }
  }

  /** Waits until etcd has no member of that node any more, and removes it if it stays. */
  static void awaitMemberGone(
      LiveServer through, String node, String address, OperationContext context)
      throws ProviderException {
    try {
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < REMOVAL.toNanos()) {
        if (members(through, node, address).isEmpty()) {
          return;
        }
        context.pause(POLL);
      }
      removeMembers(through, node, address, context);
    } catch (IOException e) {
      throw failed("see etcd's members", e);
    }
  }

  /** Waits until a server that left through itself has no etcd any more, or one without it. */
  static void awaitOwnEtcdGone(
      LiveServer itself, String node, String address, OperationContext context)
      throws ProviderException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < REMOVAL.toNanos()) {
      try {
        if (members(itself, node, address).isEmpty()) {
          return;
        }
      } catch (IOException _) {
        // etcd stops where its member is gone.
        return;
      }
      context.pause(POLL);
    }
    throw new ProviderException(
        "etcd still has the member of " + node + " after " + REMOVAL.toSeconds() + " s",
        "Look at `journalctl -u k3s` on that machine, and apply again.");
  }

  static void removeMembers(
      LiveServer through, String node, String address, OperationContext context)
      throws ProviderException {
    try {
      for (EtcdClient.Member member : members(through, node, address)) {
        context.progress("removing the etcd member " + member.name());
        through.etcd(
            e -> {
              e.remove(member);
              return member;
            });
      }
    } catch (IOException e) {
      throw failed("remove the etcd member of " + node, e);
    }
  }

  private static List<EtcdClient.Member> members(LiveServer through, String node, String address)
      throws IOException {
    return through.etcd(EtcdClient::members).orElse(List.of()).stream()
        .filter(m -> m.isOf(node, address))
        .toList();
  }

  static ProviderException failed(String what, IOException e) {
    return ProviderException.transientFailure("cannot " + what + ": " + e.getMessage(), e);
  }
}
