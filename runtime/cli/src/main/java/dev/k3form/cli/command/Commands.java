package dev.k3form.cli.command;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The commands, in the order of the help. What picocli reads of all of them takes longer than a
 * small plan, so a run has only the one that it needs; all are there for the help, and where no
 * command is named.
 */
public final class Commands {
  private static final SequencedMap<String, Class<?>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("init", InitCommand.class);
    ALL.put("validate", ValidateCommand.class);
    ALL.put("plan", PlanCommand.class);
    ALL.put("apply", ApplyCommand.class);
    ALL.put("destroy", DestroyCommand.class);
    ALL.put("show", ShowCommand.class);
    ALL.put("graph", GraphCommand.class);
    ALL.put("output", OutputCommand.class);
    ALL.put("kubeconfig", KubeconfigCommand.class);
    ALL.put("state", StateCommand.class);
    ALL.put("import", ImportCommand.class);
    ALL.put("workspace", WorkspaceCommand.class);
    ALL.put("fmt", FmtCommand.class);
    ALL.put("taint", TaintCommand.class);
    ALL.put("untaint", UntaintCommand.class);
    ALL.put("unlock", UnlockCommand.class);
    ALL.put("recover", RecoverCommand.class);
    ALL.put("keys", KeysCommand.class);
    ALL.put("explain", ExplainCommand.class);
    ALL.put("console", ConsoleCommand.class);
    ALL.put("debug", DebugCommand.class);
    ALL.put("language-server", LanguageServerCommand.class);
    ALL.put("lab", LabCommand.class);
    ALL.put("version", VersionCommand.class);
  }

  private Commands() {}

  /** Returns the class of each command by its name. */
  public static SequencedMap<String, Class<?>> all() {
    return Collections.unmodifiableSequencedMap(ALL);
  }

  /**
   * Returns the command that the arguments name, or all if they name none that there is.
   *
   * @param arguments with two dashes before their options
   */
  public static Collection<Class<?>> named(String... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--chdir")) {
        i++; // its value is no command
      } else if (!arguments[i].startsWith("-")) {
        Class<?> command = ALL.get(arguments[i]);
        return command == null ? ALL.values() : List.of(command);
      }
    }
    return ALL.values();
  }
}
