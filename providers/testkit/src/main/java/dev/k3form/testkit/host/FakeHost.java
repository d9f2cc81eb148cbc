package dev.k3form.testkit.host;

import dev.k3form.hosts.Attributes;
import dev.k3form.hosts.Command;
import dev.k3form.hosts.Content;
import dev.k3form.hosts.Facts;
import dev.k3form.hosts.Family;
import dev.k3form.hosts.FileGoal;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.HostSpec;
import dev.k3form.hosts.HostTrust;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Observation;
import dev.k3form.hosts.PackageState;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Result;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.TransactionResult;
import dev.k3form.hosts.Tunnel;
import dev.k3form.hosts.UnitState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Debian machine in memory: paths, packages and units that do as they are told.
 *
 * <p>Nothing is checked and nothing fails; what a service says to its configuration is for tests
 * with the real service.
 */
public final class FakeHost implements Host {
  private final HostSpec spec = HostSpec.root("192.0.2.10", HostTrust.userKnownHosts());
  private final Map<String, PathState> paths = new TreeMap<>();
  private final FakeUnits units = new FakeUnits();
  private final Map<String, String> packages = new TreeMap<>();
  private final List<List<String>> commands = new ArrayList<>();
  private final Map<String, String> answers = new TreeMap<>();
  private long roundTrips;

  @Override
  public HostSpec spec() {
    return spec;
  }

  /** Returns the content of a file, if there is one. */
  public synchronized Optional<String> file(String path) {
    return paths.get(path) instanceof PathState.RegularFile f
        ? f.content().map(Content::utf8)
        : Optional.empty();
  }

  /** Returns what is at a path. */
  public synchronized PathState path(String path) {
    return paths.getOrDefault(path, new PathState.Missing());
  }

  /** Writes a file behind everybody's back. */
  public synchronized void write(String path, String text, String mode) {
    put(path, Content.of(text), Attributes.root(mode));
  }

  /** Puts something that is not a file at a path. */
  public synchronized void place(String path, PathState state) {
    paths.put(path, state);
  }

  /** Returns the units. */
  public FakeUnits units() {
    return units;
  }

  /** Returns the installed packages with their versions. */
  public synchronized Map<String, String> packages() {
    return Map.copyOf(packages);
  }

  /** Installs or removes (null) a package behind everybody's back. */
  public synchronized void pkg(String name, @Nullable String version) {
    if (version == null) {
      packages.remove(name);
      units.uninstalled(name);
    } else {
      packages.put(name, version);
      units.installed(name);
    }
  }

  /** Makes the script of a title print a text from now on; scripts print nothing otherwise. */
  public synchronized void answer(String title, String text) {
    answers.put(title, text);
  }

  /** Returns the commands that were run, transactions aside. */
  public synchronized List<List<String>> commands() {
    return List.copyOf(commands);
  }

  @Override
  public synchronized Result exec(Command command) {
    roundTrips++;
    if (command.program() instanceof Command.Program.Argv(List<String> words)) {
      commands.add(words);
      if (words.getFirst().equals("rmdir")) {
        paths.remove(words.getLast());
      }
      if (words.size() > 2 && words.get(0).equals("systemctl") && words.get(1).equals("restart")) {
        units.restart(words.getLast());
      }
    }
    String said = answers.getOrDefault(command.title(), "");
    return new Result(0, Content.of(said), Content.empty());
  }

  @Override
  public Facts facts() {
    return new Facts(
        new Facts.OperatingSystem("debian", "12", Family.DEBIAN),
        "x86_64",
        "fake",
        "systemd",
        "6.1.0",
        2L << 30,
        1,
        "",
        List.of(
            new Facts.NetworkInterface("lo", "", List.of("127.0.0.1/8")),
            new Facts.NetworkInterface("eth0", "", List.of("192.0.2.10/24"))));
  }

  @Override
  public synchronized Observation inspect(Inspection inspection) {
    roundTrips++;
    Map<String, PathState> seen = new LinkedHashMap<>();
    inspection.paths().forEach((path, atMost) -> seen.put(path, limited(path(path), atMost)));
    Map<String, UnitState> seenUnits = new LinkedHashMap<>();
    inspection.units().forEach(unit -> seenUnits.put(unit, units.state(unit)));
    Map<String, PackageState> seenPackages = new LinkedHashMap<>();
    inspection
        .packages()
        .forEach(
            name ->
                seenPackages.put(name, new PackageState(Optional.ofNullable(packages.get(name)))));
    Map<List<String>, Result> answers = new LinkedHashMap<>();
    inspection
        .commands()
        .forEach(argv -> answers.put(argv, new Result(0, Content.empty(), Content.empty())));
    return new Observation(seen, seenUnits, seenPackages, answers);
  }

  private static PathState limited(PathState state, int atMost) {
    return state instanceof PathState.RegularFile f && f.size() > atMost
        ? new PathState.RegularFile(f.attributes(), f.size(), f.sha256(), Optional.empty())
        : state;
  }

  @Override
  public synchronized TransactionResult apply(Transaction transaction) {
    roundTrips++;
    transaction
        .packages()
        .forEach(
            goal ->
                pkg(
                    goal.name(),
                    goal.wanted()
                        ? goal.version().orElse(packages.getOrDefault(goal.name(), "1.0-1"))
                        : null));
    boolean changed = false;
    for (FileGoal goal : transaction.files()) {
      changed |= reach(goal);
    }
    for (var goal : transaction.units()) {
      units.reach(goal, changed);
    }
    return new TransactionResult(Map.of(), Map.of(), Map.of(), false);
  }

  private boolean reach(FileGoal goal) {
    PathState before = path(goal.path());
    switch (goal) {
      case FileGoal.Put(String path, Content content, Attributes attributes) ->
          put(path, content, attributes);
      case FileGoal.Remove(String path) -> paths.remove(path);
      case FileGoal.Link(String path, String target) ->
          paths.put(path, new PathState.SymbolicLink(Attributes.root("0777"), target));
      case FileGoal.MakeDirectory(String path, Attributes attributes) ->
          paths.put(path, new PathState.Directory(attributes));
    }
    return !before.equals(path(goal.path()));
  }

  private void put(String path, Content content, Attributes attributes) {
    paths.put(
        path,
        new PathState.RegularFile(
            attributes, content.size(), content.sha256(), Optional.of(content)));
  }

  @Override
  public Tunnel openTunnel(String address, int port) {
    throw new IllegalStateException("a machine in memory has no ports");
  }

  @Override
  public Tunnel openTunnel(String socketPath) {
    throw new IllegalStateException("a machine in memory has no sockets");
  }

  @Override
  public synchronized long roundTrips() {
    return roundTrips;
  }
}
