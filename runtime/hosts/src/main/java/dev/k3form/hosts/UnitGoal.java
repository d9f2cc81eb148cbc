package dev.k3form.hosts;

/**
 * How a systemd unit is to be, and what it does when files of its transaction change.
 *
 * @param unit its name; {@code haproxy} means {@code haproxy.service}
 */
public record UnitGoal(String unit, Enablement enablement, Activity activity, OnChange onChange) {

  public UnitGoal {
    if (!unit.matches("[A-Za-z0-9_@:.\\\\-]+") || unit.startsWith("-")) {
      throw new IllegalArgumentException("not the name of a unit: " + unit);
    }
  }

  /** Whether the unit starts with the machine. */
  public enum Enablement {
    ENABLED,
    DISABLED,
    AS_IT_IS
  }

  /** Whether the unit runs. */
  public enum Activity {
    RUNNING,
    STOPPED,
    AS_IT_IS
  }

  /** What a running unit does when a file of its transaction has changed. */
  public enum OnChange {
    /** {@code systemctl reload}; a unit that cannot reload is restarted. */
    RELOAD,
    RESTART,
    NONE
  }

  /** Returns a unit about which nothing is wanted yet. */
  public static UnitGoal of(String unit) {
    return new UnitGoal(unit, Enablement.AS_IT_IS, Activity.AS_IT_IS, OnChange.NONE);
  }

  public UnitGoal enabled() {
    return new UnitGoal(unit, Enablement.ENABLED, activity, onChange);
  }

  public UnitGoal disabled() {
    return new UnitGoal(unit, Enablement.DISABLED, activity, onChange);
  }

  public UnitGoal running() {
    return new UnitGoal(unit, enablement, Activity.RUNNING, onChange);
  }

  public UnitGoal stopped() {
    return new UnitGoal(unit, enablement, Activity.STOPPED, onChange);
  }

  public UnitGoal reloadOnChange() {
    return new UnitGoal(unit, enablement, activity, OnChange.RELOAD);
  }

  public UnitGoal restartOnChange() {
    return new UnitGoal(unit, enablement, activity, OnChange.RESTART);
  }
}
