package dev.k3form.provider.k3s;

import dev.k3form.hosts.provider.HostConnection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What servers and agents have in common.
 *
 * <p>Each is a record with arguments of its own, because the schema that users see is made of the
 * record.
 *
 * @param <N> the record itself
 */
sealed interface ClusterNode<N extends Record & ClusterNode<N>> permits Agent, Server {
  ClusterJoin cluster();

  HostConnection host();

  String name();

  @Nullable String nodeIp();

  Map<String, String> labels();

  List<String> taints();

  @Nullable String binarySha256();

  /** Returns the address of the node. */
  default String address() {
    String given = nodeIp();
    return given == null ? host().address() : given;
  }

  /** Returns the node with its address said. */
  N withNodeIp();

  /** Returns the node as it was seen. */
  N observed(
      Map<String, String> seenLabels,
      List<String> seenTaints,
      String seenConfig,
      String seenBinary,
      boolean seenRunning);
}
