package dev.k3form.standin;

import java.nio.file.Path;
import java.util.Map;

/**
 * The machine that a stand-in runs on. In production the root is {@code /} and the ports are k3s's;
 * tests put several machines into directories and on loopback addresses.
 *
 * @param root what the paths of k3s are below
 * @param hostname the node's name unless another is configured
 * @param loopback the address that etcd's local ports are on
 * @param ports etcd's ports
 * @param version the release that is stood in for
 * @param environment the process's environment
 */
public record Machine(
    Path root,
    String hostname,
    String loopback,
    Ports ports,
    String version,
    Map<String, String> environment,
    Timing timing) {

  /** Ports of etcd: gRPC, metrics, JSON gateway. */
  public record Ports(int grpc, int metrics, int gateway) {
    public static final Ports REAL = new Ports(2379, 2381, 2382);
  }

  /** A path of the machine, absolute in it. */
  public Path path(String absolute) {
    return root.resolve(absolute.replaceFirst("^/+", ""));
  }

  /** The version and what is behind it, as the log names it. */
  public String longVersion() {
    return version + " (stand-in)";
  }
}
