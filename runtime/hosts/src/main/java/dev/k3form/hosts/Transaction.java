package dev.k3form.hosts;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A change of one service on one host that happens as a whole or not at all.
 *
 * <p>In this order: packages are installed; files are uploaded beside their targets; the service's
 * own checkers see the staged files; each is renamed over its target; units are reloaded,
 * restarted, enabled, started as wanted; the health checks are run. If a checker refuses, no file
 * is touched. If a later step fails, the old files and the old state of the units are put back.
 *
 * <p>If the connection breaks, the host finishes or undoes the transaction by itself; if the host
 * dies, every file is either old or new, and the next transaction of this name first puts the old
 * ones back and then starts anew. Transactions on a host run one after another.
 *
 * @param name of the service; transactions of one name replace each other
 */
public record Transaction(
    String name,
    List<PackageGoal> packages,
    List<FileGoal> files,
    List<Check> validations,
    List<Check> validationsInPlace,
    List<UnitGoal> units,
    List<Health> health,
    Duration timeout) {

  private static final String STAGED = "{staged:";

  public Transaction {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.@-]*")) {
      throw new IllegalArgumentException("not the name of a transaction: " + name);
    }
    packages = List.copyOf(packages);
    files = List.copyOf(files);
    validations = List.copyOf(validations);
    validationsInPlace = List.copyOf(validationsInPlace);
    units = List.copyOf(units);
    health = List.copyOf(health);
    Set<String> paths = new HashSet<>();
    for (FileGoal file : files) {
      if (!paths.add(file.path())) {
        throw new IllegalArgumentException("two goals for " + file.path());
      }
    }
    validations.forEach(check -> check.argv().forEach(word -> requireKnown(word, paths)));
  }

  /** A checker of a file that is not staged would see nothing, and might be content. */
  private static void requireKnown(String word, Set<String> paths) {
    String rest = word;
    for (String path : paths) {
      rest = rest.replace(staged(path), "");
    }
    if (rest.contains(STAGED)) {
      throw new IllegalArgumentException("no file of the transaction is staged for " + word);
    }
  }

  /**
   * A checker that exits with zero if it likes what it sees.
   *
   * @param argv the checker; {@link #staged} stands for the place where a new file waits
   * @param accepted the exit statuses that mean yes
   */
  public record Check(List<String> argv, Set<Integer> accepted) {
    public Check {
      argv = List.copyOf(argv);
      accepted = Set.copyOf(accepted);
    }
  }

  /**
   * A command that exits with zero once the service does its work.
   *
   * @param within how long to keep asking
   */
  public record Health(List<String> argv, Duration within) {
    public Health {
      argv = List.copyOf(argv);
    }
  }

  /**
   * Returns the word that stands, in a checker's arguments, for the staged new content of a file of
   * this transaction: {@code validate("haproxy", "-c", "-f", staged("/etc/haproxy/haproxy.cfg"))}.
   */
  public static String staged(String path) {
    return STAGED + path + "}";
  }

  /**
   * Returns the path that exists on a host exactly while a transaction of this name is under way or
   * was interrupted. Whoever reads the state of a service asks for it too: if it exists, the
   * service may not have loaded what its files say, and the transaction is to be applied again.
   */
  public static String pendingMarker(String name) {
    return RemotePaths.STATE_DIRECTORY + "/transactions/" + name;
  }

  /** Returns a builder of a transaction on a service. */
  public static TransactionBuilder named(String name) {
    return new TransactionBuilder(name);
  }
}
