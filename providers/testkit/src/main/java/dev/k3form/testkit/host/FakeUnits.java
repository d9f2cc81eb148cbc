package dev.k3form.testkit.host;

import dev.k3form.hosts.UnitGoal;
import dev.k3form.hosts.UnitState;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The units of a machine in memory; a package brings the unit of its name, as Debian's do. */
public final class FakeUnits {
  private static final UnitState NONE = new UnitState("not-found", "inactive", "dead", "", false);

  private final Map<String, UnitState> units = new TreeMap<>();
  private final Map<String, Integer> reloads = new TreeMap<>();
  private final Map<String, Integer> restarts = new TreeMap<>();

  FakeUnits() {}

  /** Returns the state of a unit. */
  public synchronized UnitState state(String unit) {
    return units.getOrDefault(unit, NONE);
  }

  /** Makes a unit be so, behind everybody's back. */
  public synchronized void set(String unit, boolean enabled, boolean active) {
    units.put(
        unit,
        new UnitState(
            "loaded",
            active ? "active" : "inactive",
            active ? "running" : "dead",
            enabled ? "enabled" : "disabled",
            false));
  }

  /** Returns how often a unit was reloaded. */
  public synchronized int reloads(String unit) {
    return reloads.getOrDefault(unit, 0);
  }

  /** Returns how often a unit was restarted. */
  public synchronized int restarts(String unit) {
    return restarts.getOrDefault(unit, 0);
  }

  synchronized void installed(String pkg) {
    if (!units.containsKey(pkg)) {
      set(pkg, true, false);
    }
  }

  synchronized void uninstalled(String pkg) {
    units.remove(pkg);
  }

  synchronized void restart(String unit) {
    restarts.merge(unit, 1, Integer::sum);
  }

  synchronized void reach(UnitGoal goal, boolean filesChanged) {
    @Nullable UnitState before = units.get(goal.unit());
    if (before == null) {
      throw new IllegalStateException("there is no unit " + goal.unit());
    }
    if (before.isActive() && filesChanged) {
      switch (goal.onChange()) {
        case RELOAD -> reloads.merge(goal.unit(), 1, Integer::sum);
        case RESTART -> restarts.merge(goal.unit(), 1, Integer::sum);
        case NONE -> {}
      }
    }
    boolean enabled =
        switch (goal.enablement()) {
          case ENABLED -> true;
          case DISABLED -> false;
          case AS_IT_IS -> before.isEnabled();
        };
    boolean active =
        switch (goal.activity()) {
          case RUNNING -> true;
          case STOPPED -> false;
          case AS_IT_IS -> before.isActive();
        };
    set(goal.unit(), enabled, active);
  }
}
