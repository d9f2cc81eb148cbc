package dev.k3form.cli.project;

import dev.k3form.cli.command.CommandFailure;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.store.StateLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The workspace that commands work on: what {@code K3FORM_WORKSPACE} says, or what was selected in
 * this clone ({@code .k3form/workspace}), or {@code default}.
 */
public final class WorkspaceSelection {
  /** The variable that goes before a selection. */
  public static final String VARIABLE = "K3FORM_WORKSPACE";

  private final Terminal terminal;

  WorkspaceSelection(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Returns the name. */
  public String current() {
    String variable = terminal.environment().getOrDefault(VARIABLE, "");
    if (!variable.isEmpty()) {
      return checked(variable);
    }
    try {
      return checked(Files.readString(file()).strip());
    } catch (NoSuchFileException e) {
      return StateLocation.DEFAULT; // none was selected
    } catch (IOException e) {
      throw unusable(e, StateLocation.DEFAULT); // working on another than was selected is no way
    }
  }

  /** Reports whether the environment decides, so that a selection would have no effect. */
  public boolean isFixed() {
    return !terminal.environment().getOrDefault(VARIABLE, "").isEmpty();
  }

  /** Selects a workspace for the commands that follow in this clone. */
  public void select(String name) {
    try {
      if (name.equals(StateLocation.DEFAULT)) {
        Files.deleteIfExists(file());
      } else {
        CloneFile.write(file(), name + "\n");
      }
    } catch (IOException e) {
      throw unusable(e, name);
    }
  }

  private CommandFailure unusable(IOException e, String name) {
    return new CommandFailure(
        Diagnostic.error("K3-0804", "a file cannot be read or written")
            .note("`" + file() + "`: " + DiskReason.of(e) + ".")
            .help("say the workspace in the environment:\n  export " + VARIABLE + "=" + name)
            .build());
  }

  /** Returns a name that can be one of a workspace. */
  public static String checked(String name) {
    if (!StateLocation.isName(name)) {
      throw new CommandFailure(
          Diagnostic.error("K3-0834", "this cannot be the name of a workspace")
              .note("`" + name + "`: letters, digits, `-` and `_` are possible, at most 64.")
              .help("see what there is:\n  k3form workspace list")
              .build());
    }
    return name;
  }

  private Path file() {
    return terminal.directory().resolve(".k3form").resolve("workspace");
  }
}
