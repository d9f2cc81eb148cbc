package dev.k3form.hosts;

/** Where k3form keeps what it must remember on a host while it works there. */
final class RemotePaths {
  /**
   * Holds one directory per transaction under way, and the lock. Removed content, never secrets.
   */
  static final String STATE_DIRECTORY = "/var/lib/k3form";

  /** The beginning of every temporary name beside a target; hidden, so include globs skip it. */
  static final String PREFIX = ".k3form-";

  private RemotePaths() {}
}
