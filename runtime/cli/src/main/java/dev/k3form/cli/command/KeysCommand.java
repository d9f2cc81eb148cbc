package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.project.Project;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.state.keys.KeyMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Who may open the secrets of the state. */
@Command(
    name = "keys",
    description = "Say and change who may open the secrets of the state.",
    subcommands = {
      KeysCommand.ListMembers.class,
      KeysCommand.Add.class,
      KeysCommand.Remove.class,
      KeysCommand.Rotate.class,
    })
final class KeysCommand extends ProjectCommand {
  private static final String PASSPHRASE = "passphrase";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal().out());
    return ExitCode.OK;
  }

  /** Below {@code keys}. */
  abstract static class Below implements Callable<Integer> {
    @ParentCommand private KeysCommand parent;

    final Project project() {
      return parent.project();
    }

    final Terminal terminal() {
      return parent.terminal();
    }

    final void commitHint() {
      terminal().out().println("Commit k3form.state.* together, so that everybody gets them.");
    }
  }

  /** {@code keys list}. */
  @Command(name = "list", description = "List who may open the secrets.")
  static final class ListMembers extends Below {
    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
      List<KeyMember> members = Project.guarded(() -> project().keys().list());
      if (json) {
        JsonOutput.print(
            terminal(),
            Map.of(
                "recipients",
                members.stream()
                    .map(m -> new TreeMap<>(Map.of("recipient", m.recipient(), "name", m.name())))
                    .toList()));
      } else if (members.isEmpty()) {
        terminal().out().println("There is no key yet; `k3form init` makes one.");
      } else {
        members.forEach(m -> terminal().out().println((m.recipient() + "  " + m.name()).strip()));
      }
      return ExitCode.OK;
    }
  }

  /** {@code keys add}. */
  @Command(name = "add", description = "Let somebody open the secrets.")
  static final class Add extends Below {
    @Parameters(
        paramLabel = "RECIPIENT",
        arity = "0..*",
        description = "An age1... recipient, an ssh-ed25519 public key, or the file of one.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--name", defaultValue = "", description = "Whose it is.")
    private String name;

    @Option(
        names = "--passphrase",
        description =
            "Let whoever knows a passphrase open them. It is asked for, or taken from"
                + " K3FORM_AGE_PASSPHRASE or the first line of K3FORM_AGE_PASSPHRASE_FILE.")
    private boolean passphrase;

    @Override
    public Integer call() {
      if (passphrase == !words.isEmpty()) {
        throw new CommandFailure(
            Diagnostic.error("K3-0801", "keys add takes one recipient, or -passphrase")
                .help("for example:\n  k3form keys add age1... -name ada")
                .build());
      }
      if (passphrase) {
        String phrase = Passphrases.chosen(terminal());
        Project.guardedRun(() -> project().keys().addPassphrase(phrase));
        terminal().out().println("Added: whoever knows the passphrase can open the secrets.");
      } else {
        String recipient = recipient();
        if (!Project.guarded(() -> project().keys().add(recipient, name()))) {
          terminal().out().println("That one can open the secrets already.");
          return ExitCode.OK;
        }
        terminal().out().println("Added.");
      }
      commitHint();
      return ExitCode.OK;
    }

    private String recipient() {
      String text = String.join(" ", words);
      if (!text.endsWith(".pub")) {
        return text;
      }
      Path file = terminal().directory().resolve(text);
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw StateSubcommand.unreadable(file, e);
      }
    }

    /** An SSH key brings its name along, as its comment. */
    private String name() {
      String[] parts = recipient().split("\\s+", 3);
      return name.isEmpty() && parts.length == 3 ? parts[2] : name;
    }
  }

  /** {@code keys remove}. */
  @Command(
      name = "remove",
      aliases = "rm",
      description = "Let somebody open the secrets no more: a new key seals them all anew.",
      footer = {
        "",
        "What was committed before stays readable for them: change the secrets",
        "themselves too."
      })
  static final class Remove extends Below {
    @Parameters(
        paramLabel = "RECIPIENT",
        arity = "1..*",
        description = "The public key, its name in the list, or `passphrase`.")
    private List<String> words;

    @Override
    public Integer call() {
      String recipient = find(String.join(" ", words));
      Project.guardedRun(() -> project().rotation().remove(recipient));
      terminal().out().println("Removed, and all secrets are sealed with a new key.");
      terminal().out().println("They still have what was committed before: change the secrets.");
      commitHint();
      return ExitCode.OK;
    }

    private String find(String text) {
      if (text.equals(PASSPHRASE)) {
        return text;
      }
      List<KeyMember> named =
          Project.guarded(() -> project().keys().list()).stream()
              .filter(m -> m.name().equals(text))
              .toList();
      if (named.size() > 1) {
        throw new CommandFailure(
            Diagnostic.error("K3-0735", "that is not a recipient")
                .note("`" + text + "`: " + named.size() + " recipients have that name.")
                .help("give the public key:\n  k3form keys list")
                .build());
      }
      return named.isEmpty() ? text : named.getFirst().recipient();
    }
  }

  /** {@code keys rotate}. */
  @Command(name = "rotate", description = "Seal all secrets anew with a new key.")
  static final class Rotate extends Below {
    @Override
    public Integer call() {
      Project.guardedRun(() -> project().rotation().rotate());
      terminal().out().println("All secrets are sealed with a new key.");
      commitHint();
      return ExitCode.OK;
    }
  }
}
