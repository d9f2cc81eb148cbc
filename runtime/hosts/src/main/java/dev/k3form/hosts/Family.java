package dev.k3form.hosts;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The families of distributions, by ID and ID_LIKE of os-release(5). */
public enum Family {
  DEBIAN("debian", "ubuntu"),
  RHEL("rhel", "fedora", "centos", "rocky", "almalinux", "ol", "amzn"),
  SUSE("suse", "opensuse", "sles", "opensuse-leap", "opensuse-tumbleweed"),
  /** None of the above: files and units work, packages do not. */
  OTHER;

  private final Set<String> ids;

  Family(String... ids) {
    this.ids = Set.of(ids);
  }

  /** Returns the family of a distribution; its own ID counts before those it is like. */
  static Family of(String id, List<String> like) {
    return Stream.concat(Stream.of(id), like.stream())
        .flatMap(name -> Arrays.stream(values()).filter(family -> family.ids.contains(name)))
        .findFirst()
        .orElse(OTHER);
  }
}
