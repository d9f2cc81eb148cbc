package dev.k3form.cli.command;

import dev.k3form.cli.ExitCode;
import dev.k3form.cli.terminal.Terminal;
import dev.k3form.lab.Lab;
import dev.k3form.lab.LabConfig;
import dev.k3form.lab.LabException;
import dev.k3form.lab.LabStatus;
import dev.k3form.model.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The lab: a small data centre on this computer. */
@Command(
    name = "lab",
    description = "Make this computer a small data centre to try things in.",
    subcommands = {
      LabCommand.Up.class,
      LabCommand.Status.class,
      LabCommand.Vars.class,
      LabCommand.Reset.class,
      LabCommand.Down.class
    })
final class LabCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(root.terminal().out());
    return ExitCode.OK;
  }

  /** Which lab is meant. */
  static final class Which {
    @Option(names = "--name", description = "The lab's name.", defaultValue = "default")
    private String name;

    @Option(
        names = "--subnet",
        paramLabel = "CIDR",
        description = "Its network, a /24; 10.67.0.0/24 unless given.")
    private @Nullable String subnet;

    @Option(names = "--port", description = "Port of its API; 8006 unless given.")
    private @Nullable Integer port;

    LabConfig config() {
      LabConfig config = LabConfig.named(name);
      if (subnet != null) {
        config = config.withSubnet(subnet);
      }
      return port == null ? config : config.withApiPort(port);
    }
  }

  private static CommandFailure failure(LabException e) {
    String[] lines = e.getMessage().split("\n", 2);
    Diagnostic.Builder builder = Diagnostic.error("K3-0820", lines[0].replaceAll(":$", ""));
    if (lines.length > 1) {
      builder.note(lines[1].stripIndent());
    }
    return new CommandFailure(builder.build());
  }

  /** Below {@code lab}: something done with one lab. */
  abstract static class Below implements Callable<Integer> {
    @ParentCommand private LabCommand parent;
    @Mixin private Which which;

    final RootCommand root() {
      return parent.root;
    }

    final Terminal terminal() {
      return parent.root.terminal();
    }

    /** Returns the lab that was asked for. */
    LabConfig config() {
      return which.config();
    }

    abstract void run(Lab lab) throws LabException;

    @Override
    public final Integer call() {
      try {
        run(new Lab(config()));
        return ExitCode.OK;
      } catch (LabException e) {
        throw failure(e);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(
            Diagnostic.error("K3-0821", "the lab cannot be like this")
                .note(String.valueOf(e.getMessage()))
                .build());
      }
    }
  }

  private static void print(Terminal terminal, LabStatus status) {
    var out = terminal.out();
    if (!status.exists()) {
      out.println("There is no lab `" + status.name() + "`; `k3form lab up` makes one.");
      return;
    }
    out.println(
        "lab "
            + status.name()
            + "  "
            + status
                .daemonPid()
                .map(pid -> status.endpoint() + " (process " + pid + ")")
                .orElse("its endpoint does not run; `k3form lab up` starts it"));
    out.println("variables for the examples: " + status.variables());
    for (LabStatus.Machine m : status.machines()) {
      out.println(
          "  %-5d %-24s %-9s %s"
              .formatted(
                  m.vmid(),
                  m.name(),
                  m.template() ? "template" : m.running() ? "running" : "stopped",
                  m.address().orElse(""))
              .stripTrailing());
    }
  }

  /** {@code lab up}. */
  @Command(name = "up", description = "Bring the lab up; again after a crash, it goes on.")
  static final class Up extends Below {
    @Option(
        names = "--k3s",
        paramLabel = "FILE",
        description = "Serve this real k3s from the lab's mirror; a stand-in otherwise.")
    private @Nullable Path k3s;

    @Override
    LabConfig config() {
      LabConfig config = super.config();
      return k3s == null ? config : config.withK3sFile(root().directory().resolve(k3s));
    }

    @Override
    void run(Lab lab) throws LabException {
      print(terminal(), lab.up(line -> terminal().out().println("lab: " + line)));
    }
  }

  /** {@code lab status}. */
  @Command(name = "status", description = "Say what there is.")
  static final class Status extends Below {
    @Override
    void run(Lab lab) throws LabException {
      print(terminal(), lab.status());
    }
  }

  /** {@code lab vars}. */
  @Command(name = "vars", description = "Print the path of the lab's variable file.")
  static final class Vars extends Below {
    @Override
    void run(Lab lab) throws LabException {
      LabStatus status = lab.status();
      if (!status.exists()) {
        throw new CommandFailure(
            Diagnostic.error("K3-0822", "there is no lab `" + status.name() + "`")
                .help("make it:\n\n    k3form lab up")
                .build());
      }
      terminal().out().println(status.variables());
    }
  }

  /** {@code lab reset}. */
  @Command(name = "reset", description = "Remove every machine; keep the lab.")
  static final class Reset extends Below {
    @Override
    void run(Lab lab) throws LabException {
      lab.reset();
      terminal().out().println("The lab has no machines any more.");
    }
  }

  /** {@code lab down}. */
  @Command(name = "down", description = "Remove everything of the lab but the image cache.")
  static final class Down extends Below {
    @Override
    void run(Lab lab) throws LabException {
      lab.down();
      terminal().out().println("Nothing of the lab is left but the image cache.");
    }
  }
}
