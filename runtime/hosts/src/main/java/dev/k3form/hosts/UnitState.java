package dev.k3form.hosts;

/**
 * The state of a systemd unit, in the words of {@code systemctl show}.
 *
 * @param load {@code loaded}, {@code not-found}, {@code masked}, ...
 * @param active ActiveState: {@code active}, {@code failed}, ...
 * @param sub {@code running}, {@code dead}, ...
 * @param unitFile {@code enabled}, {@code disabled}, {@code static}, ...; empty without a unit file
 * @param needDaemonReload whether the unit file is newer than what systemd has loaded
 */
public record UnitState(
    String load, String active, String sub, String unitFile, boolean needDaemonReload) {

  /** Reports whether the unit file exists. */
  public boolean exists() {
    return !load.equals("not-found");
  }

  /** Reports whether the unit runs. */
  public boolean isActive() {
    return active.equals("active") || active.equals("reloading");
  }

  /** Reports whether the unit starts with the machine. */
  public boolean isEnabled() {
    return unitFile.startsWith("enabled");
  }
}
