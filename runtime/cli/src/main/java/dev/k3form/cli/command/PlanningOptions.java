package dev.k3form.cli.command;

import dev.k3form.engine.plan.Mode;
import dev.k3form.engine.planning.PlanOptions;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is planned. */
final class PlanningOptions {
  @Option(names = "--destroy", description = "Plan to destroy everything.")
  private boolean destroy;

  @Option(
      names = "--refresh-only",
      description = "Only bring the state up to date with what is there.")
  private boolean refreshOnly;

  @Option(
      names = "--refresh",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Whether to read what is there first; -refresh=false trusts the state.")
  private boolean refresh;

  @Option(
      names = "--target",
      paramLabel = "ADDRESS",
      description = "Plan only this and what it depends on. May be given several times.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "ADDRESS",
      description = "Leave this and what depends on it alone. May be given several times.")
  private List<String> excludes = new ArrayList<>();

  @Option(
      names = "--replace",
      paramLabel = "ADDRESS",
      description = "Replace this whatever has changed. May be given several times.")
  private List<String> replace = new ArrayList<>();

  private static void apart(boolean both, String one, String other, String why) {
    if (both) {
      throw new CommandFailure(
          Diagnostic.error("K3-0801", "`" + one + "` and `" + other + "` contradict each other")
              .note(why)
              .help("leave one of them out")
              .build());
    }
  }

  PlanOptions options(boolean destroying) {
    boolean ends = destroy || destroying;
    String reading = "-refresh-only";
    apart(ends && refreshOnly, "-destroy", reading, "One destroys, the other touches nothing.");
    apart(refreshOnly && !refresh, reading, "-refresh=false", "Nothing would be left to do.");
    String gone = "Nothing would be there to replace it with.";
    apart(ends && !replace.isEmpty(), "-destroy", "-replace", gone);
    String kept = "A plan that only reads replaces nothing.";
    apart(refreshOnly && !replace.isEmpty(), reading, "-replace", kept);
    Mode mode =
        destroy || destroying ? Mode.DESTROY : refreshOnly ? Mode.REFRESH_ONLY : Mode.NORMAL;
    return PlanOptions.DEFAULT
        .withMode(mode)
        .withRefresh(refresh)
        .withTargets(targets)
        .withExcludes(excludes)
        .withReplace(replace);
  }
}
