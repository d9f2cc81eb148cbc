package dev.k3form.hosts;

import java.util.Optional;

/** What is at a path; symbolic links are not followed. */
public sealed interface PathState {

  /** Nothing is there. */
  record Missing() implements PathState {}

  /**
   * A regular file.
   *
   * @param attributes mode and owners
   * @param size in bytes
   * @param sha256 of its content, lower-case hexadecimal
   * @param content where it was asked for and is not larger than was asked for
   */
  record RegularFile(Attributes attributes, long size, String sha256, Optional<Content> content)
      implements PathState {}

  /** A directory. */
  record Directory(Attributes attributes) implements PathState {}

  /** A symbolic link and what it points to. */
  record SymbolicLink(Attributes attributes, String target) implements PathState {}

  /** A device, socket or pipe; {@code type} as stat(1) names it. */
  record Special(Attributes attributes, String type) implements PathState {}

  /** The host refused to tell; {@code reason} has its words. */
  record Unreadable(String reason) implements PathState {}

  /** Reports whether anything is at the path. */
  default boolean exists() {
    return !(this instanceof Missing);
  }
}
