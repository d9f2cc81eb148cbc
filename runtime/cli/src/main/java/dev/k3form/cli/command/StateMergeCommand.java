package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.state.merge.MergeDriver;
import dev.k3form.state.merge.StateMerge;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code state merge BASE OURS THEIRS}: what git calls to merge a state file, see gitattributes(5).
 *
 * <p>The result takes the place of OURS. The exit code is 1 when there are conflicts, so git shows
 * the file as unmerged.
 */
@Command(
    name = "merge",
    description = "Merge two states record by record; git calls this (`k3form init`).")
final class StateMergeCommand extends StateSubcommand {
  @Parameters(index = "0", paramLabel = "BASE", description = "What both began with (%%O).")
  private Path base;

  @Parameters(index = "1", paramLabel = "OURS", description = "Ours; the result goes there (%%A).")
  private Path ours;

  @Parameters(index = "2", paramLabel = "THEIRS", description = "Theirs (%%B).")
  private Path theirs;

  @Parameters(
      index = "3",
      arity = "0..1",
      paramLabel = "NAME",
      description = "What to call the file in messages (%%P).")
  private @Nullable Path name;

  @Override
  public Integer call() {
    Path named = name == null ? ours : name;
    StateMerge.Result result =
        Project.guarded(() -> new MergeDriver().merge(file(base), file(ours), file(theirs), named));
    if (result.isClean()) {
      return ExitCode.OK;
    }
    var err = terminal().err();
    err.println("k3form: " + named + ": both sides changed");
    result.conflicts().forEach(place -> err.println("  " + place));
    err.println("Choose a side for each, then conclude the merge:");
    err.println("  k3form state resolve --ours ADDRESS     (or --theirs, or --all)");
    return ExitCode.ERROR;
  }
}
