package dev.k3form.standin;

import dev.k3form.standin.config.Options;
import dev.k3form.standin.config.Role;
import dev.k3form.standin.node.AgentRun;
import dev.k3form.standin.server.ServerRun;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** The command line: {@code k3s --version}, {@code k3s server}, {@code k3s agent}. */
public final class Main {

  private static final String UNKNOWN_VERSION = "v1.34.1+k3s1";

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<String> words = Arrays.asList(arguments);
    String version = version(System.getenv());
    String command = words.isEmpty() ? "" : words.getFirst();
    switch (command) {
      case "--version", "-v", "version" -> {
        System.out.println("k3s version " + version + " (stand-in)");
        System.out.println("This is k3form's stand-in for k3s, a test double, and not k3s.");
      }
      case "server", "agent" -> {
        Role role = command.equals("server") ? Role.SERVER : Role.AGENT;
        int status = run(role, words.subList(1, words.size()), version);
        Runtime.getRuntime().halt(status);
      }
      default -> {
        System.err.println(
            "k3form's stand-in for k3s knows server, agent and --version, and not '"
                + command
                + "'");
        System.exit(1);
      }
    }
  }

  private static int run(Role role, List<String> arguments, String version)
      throws InterruptedException {
    var log = new Log(System.err);
    Map<String, String> environment = System.getenv();
    var machine =
        new Machine(
            Path.of(environment.getOrDefault("K3FORM_STANDIN_ROOT", "/")),
            hostname(),
            "127.0.0.1",
            Machine.Ports.REAL,
            version,
            environment,
            Timing.real());
    try {
      Options options = Options.read(role, machine, arguments, log);
      Optional<String> socket = Optional.ofNullable(environment.get("NOTIFY_SOCKET"));
      switch (role) {
        case SERVER -> {
          var server = new ServerRun(machine, options, log);
          server.start();
          Notify.ready(socket, log);
          throw server.end().get();
        }
        case AGENT -> {
          new AgentRun(machine, options, log).start();
          Notify.ready(socket, log);
          new CountDownLatch(1).await();
        }
      }
      return 0;
    } catch (Exit e) {
      e.tell(log);
      return e.status();
    } catch (ExecutionException e) {
      log.fatal(String.valueOf(e.getCause()));
      return 1;
    }
  }

  /** The release that the mirror wrote into the file. */
  private static String version(Map<String, String> environment) {
    String stamped = environment.getOrDefault("K3FORM_STANDIN_VERSION", "").strip();
    return stamped.startsWith("v") ? stamped : UNKNOWN_VERSION;
  }

  private static String hostname() {
    try {
      String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      return name.isEmpty() ? InetAddress.getLocalHost().getHostName() : name;
    } catch (IOException e) {
      return "localhost";
    }
  }
}
