package dev.k3form.hosts;

import java.util.List;
import java.util.stream.Stream;

/** The families of distributions, by ID and ID_LIKE of os-release(5). */
public enum Family {
  DEBIAN,
  RHEL,
  SUSE,
  /** None of the above: files and units work, packages do not. */
  OTHER;

  /** Returns the family of a distribution; its own ID counts before those it is like. */
  static Family of(String id, List<String> like) {
    return Stream.concat(Stream.of(id), like.stream())
        .map(Family::byId)
        .filter(family -> family != OTHER)
        .findFirst()
        .orElse(OTHER);
  }

  private static Family byId(String id) {
    return switch (id) {
      case "debian", "ubuntu" -> DEBIAN;
      case "rhel", "fedora", "centos", "rocky", "almalinux", "ol", "amzn" -> RHEL;
      case "suse", "opensuse", "sles", "sle-micro", "opensuse-leap", "opensuse-tumbleweed" -> SUSE;
      default -> OTHER;
    };
  }
}
