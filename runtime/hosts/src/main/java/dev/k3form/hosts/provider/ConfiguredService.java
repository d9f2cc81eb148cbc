package dev.k3form.hosts.provider;

import dev.k3form.hosts.Content;
import dev.k3form.hosts.Host;
import dev.k3form.hosts.HostException;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.Observation;
import dev.k3form.hosts.PackageGoal;
import dev.k3form.hosts.PathState;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.TransactionBuilder;
import dev.k3form.hosts.UnitGoal;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ProviderException;
import java.util.List;
import java.util.Optional;

/**
 * A service of the distribution whose whole configuration is one file that k3form owns.
 *
 * <p>The file is changed only if the service's own checker accepts the new one; the service is
 * reloaded, not restarted, and only if the file changed; if it is not healthy afterwards the old
 * file is put back.
 *
 * @param pkg the package; also the name of the transactions
 * @param unit the systemd unit
 * @param path the file
 * @param mode the file's mode
 * @param checker the command that checks a file, without the file's path, which is its last
 *     argument
 */
public record ConfiguredService(
    String pkg, String unit, String path, String mode, List<String> checker) {
  private static final int LARGEST = 4 << 20;
  private static final String NOTE = "package";

  /** Copies the command. */
  public ConfiguredService {
    checker = List.copyOf(checker);
  }

  /**
   * What is on the machine.
   *
   * @param content what the file holds
   * @param active whether the service runs with it; false if a change was interrupted
   */
  public record Found(String content, boolean active) {}

  /** Returns the file and whether the service runs; empty if there is no file. */
  public Optional<Found> read(Host host) {
    String marker = Transaction.pendingMarker(pkg);
    Observation seen =
        host.inspect(Inspection.none().content(path, LARGEST).unit(unit).path(marker));
    if (!(seen.path(path) instanceof PathState.RegularFile file)) {
      return Optional.empty();
    }
    String content = file.content().map(Content::utf8).orElse("(" + file.size() + " bytes)");
    boolean active = seen.unit(unit).isActive() && !seen.path(marker).exists();
    return Optional.of(new Found(content, active));
  }

  /**
   * Finds out whether the package will be installed by us, and notes it, before it is.
   *
   * @return whether destroying the service is to remove the package
   */
  public boolean noteInstallation(Host host, ApplyContext context) throws ProviderException {
    Optional<String> noted = context.get(NOTE);
    if (noted.isPresent()) {
      return noted.get().equals("added");
    }
    boolean added = !host.inspect(Inspection.none().pkg(pkg)).pkg(pkg).installed();
    context.note(NOTE, added ? "added" : "found");
    return added;
  }

  /**
   * Makes the service run with a configuration.
   *
   * @param content what the file is to hold
   * @param health what must succeed afterwards
   */
  public void converge(Host host, String content, List<Transaction.Health> health)
      throws ProviderException {
    String[] check = new String[checker.size() + 1];
    checker.toArray(check);
    check[checker.size()] = Transaction.staged(path);
    TransactionBuilder builder =
        Transaction.named(pkg)
            .install(pkg)
            .put(path, Content.of(content), mode)
            .validate(check)
            .unit(UnitGoal.of(unit).enabled().running().reloadOnChange());
    health.forEach(h -> builder.health(h.within(), h.argv().toArray(String[]::new)));
    try {
      host.apply(builder.build());
    } catch (HostException.TransactionFailed e) {
      throw ServiceFailure.of(e, checker.getFirst(), unit, path);
    }
  }

  /** Stops the service and removes the file, and the package if we installed it. */
  public void remove(Host host, boolean packageToo) throws ProviderException {
    Observation seen = host.inspect(Inspection.none().unit(unit).pkg(pkg).path(path));
    try {
      TransactionBuilder builder = Transaction.named(pkg).remove(path);
      if (seen.unit(unit).exists()) {
        builder.unit(UnitGoal.of(unit).disabled().stopped());
      }
      host.apply(builder.build());
      if (packageToo && seen.pkg(pkg).installed()) {
        host.apply(Transaction.named(pkg).pkg(PackageGoal.absent(pkg)).build());
      }
    } catch (HostException.TransactionFailed e) {
      throw ServiceFailure.of(e, checker.getFirst(), unit, path);
    }
  }
}
