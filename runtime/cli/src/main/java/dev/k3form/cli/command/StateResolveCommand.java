package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.git.GitSetup;
import dev.k3form.state.merge.MergeDriver;
import dev.k3form.state.merge.StateMerge.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code state resolve}: decides what a merge could not. */
@Command(
    name = "resolve",
    description = "Keep one side of what a merge left in conflict.",
    footer = "The next plan compares what was kept with what is really there.")
final class StateResolveCommand extends StateSubcommand {
  @Option(names = "--ours", description = "Keep what this branch says.")
  private boolean ours;

  @Option(names = "--theirs", description = "Keep what the merged branch says.")
  private boolean theirs;

  @Option(names = "--all", description = "Decide every conflict that is left.")
  private boolean all;

  @Parameters(paramLabel = "ADDRESS", arity = "0..*", description = "The instances in conflict.")
  private List<String> addresses = new ArrayList<>();

  @Override
  public Integer call() {
    Path file = project().location().stateFile();
    List<String> open = conflicts(file);
    if (ours == theirs || all == !addresses.isEmpty()) {
      usage(open);
    }
    List<String> chosen = all ? open : addresses;
    Side side = ours ? Side.OURS : Side.THEIRS;
    MergeDriver driver = new MergeDriver();
    for (String address : chosen) {
      Project.guarded(() -> driver.resolve(file, address, side));
      say(address + ": " + (ours ? "ours" : "theirs") + " is kept.");
    }
    List<String> left = conflicts(file);
    if (!left.isEmpty()) {
      say("Still in conflict: " + String.join(", ", left));
    } else if (chosen.isEmpty()) {
      say("Nothing is in conflict.");
    } else {
      say("Nothing is in conflict any more. Conclude the merge, then look at what is there:\n");
      say(
          "  git add "
              + file.getFileName()
              + new GitSetup(project().directory(), "k3form").conclusion());
      say("  k3form plan");
    }
    return ExitCode.OK;
  }

  private void usage(List<String> open) {
    Diagnostic.Builder builder =
        Diagnostic.error("K3-0801", "say which side of which conflict to keep");
    builder.note(
        open.isEmpty()
            ? "Nothing is in conflict."
            : "In conflict: " + String.join(", ", open) + ".");
    throw new CommandFailure(
        builder
            .help("one of them:\n  k3form state resolve --ours ADDRESS")
            .help("all of them:\n  k3form state resolve --theirs --all")
            .build());
  }

  private List<String> conflicts(Path file) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    StateDocument document = Project.guarded(() -> StateCodec.readDocument(file, content));
    return List.copyOf(document.conflicts().keySet());
  }
}
