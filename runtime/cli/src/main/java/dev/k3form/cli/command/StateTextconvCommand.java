package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.state.StateException;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.merge.StateText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code state textconv FILE}: what git calls to show a state file in a diff. */
@Command(
    name = "textconv",
    description = "Print a state file for reading; git calls this for diffs (`k3form init`).")
final class StateTextconvCommand extends StateSubcommand {
  @Parameters(paramLabel = "FILE", description = "The state file.")
  private Path file;

  @Override
  public Integer call() {
    Path path = file(file);
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    terminal().out().print(text(content));
    terminal().out().flush();
    return ExitCode.OK;
  }

  /**
   * Returns the readable form. Git ends a whole diff or log when this fails, so a file that is no
   * state (empty where it is new or gone, damaged, half merged) is shown as it is.
   */
  private String text(byte[] content) {
    try {
      return StateText.of(StateCodec.readDocument(file, content));
    } catch (StateException e) {
      return new String(content, StandardCharsets.UTF_8);
    }
  }
}
