package dev.k3form.provider.proxmox.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of Proxmox VE, as far as its API differs. */
public record ServerVersion(int major, int minor) {
  private static final Pattern FORM = Pattern.compile("(\\d+)(?:\\.(\\d+))?.*");

  /** Reads {@code 9.2.0} or {@code 8.4-1}. */
  public static ServerVersion parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    return m.matches()
        ? new ServerVersion(
            Integer.parseInt(m.group(1)), m.group(2) == null ? 0 : Integer.parseInt(m.group(2)))
        : new ServerVersion(0, 0);
  }

  /** Reports whether error texts are in the reason phrase and not in the body: before 8.4. */
  boolean tellsErrorsByReasonOnly() {
    return !isAtLeast(8, 4);
  }

  /** Reports whether the guest agent has privileges of its own, and VM.Monitor is gone: 9.0. */
  public boolean hasGuestAgentPrivileges() {
    return isAtLeast(9, 0);
  }

  /** Reports whether disk images can be imported from a storage: 8.4. */
  public boolean importsDiskImages() {
    return isAtLeast(8, 4);
  }

  private boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
