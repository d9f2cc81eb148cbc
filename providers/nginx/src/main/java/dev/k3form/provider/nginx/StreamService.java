package dev.k3form.provider.nginx;

import dev.k3form.hosts.Attributes;
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
import dev.k3form.hosts.provider.ServiceFailure;
import dev.k3form.hosts.provider.WorkerHealth;
import dev.k3form.spi.ProviderException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** nginx on a machine, as far as its stream files go. */
final class StreamService {
  static final String FILE = "/etc/nginx/stream.d/k3form.conf";
  private static final String MAIN = "/etc/nginx/nginx.conf";
  private static final String UNIT = "nginx";
  private static final int LARGEST = 1 << 20;
  private static final String LAST_WORDS =
      "tail -n 50 /var/log/nginx/error.log | grep -F '[emerg]' | tail -n 5";

  private StreamService() {}

  /**
   * What is on the machine.
   *
   * @param content the stream file
   * @param main nginx.conf
   * @param active whether nginx runs with them; false if a change was interrupted
   */
  record Found(String content, MainFile main, Attributes mainAttributes, boolean active) {}

  static Optional<Found> read(Host host) {
    String marker = Transaction.pendingMarker(UNIT);
    Observation seen =
        host.inspect(
            Inspection.none()
                .content(FILE, LARGEST)
                .content(MAIN, LARGEST)
                .unit(UNIT)
                .path(marker));
    if (!(seen.path(FILE) instanceof PathState.RegularFile file)) {
      return Optional.empty();
    }
    boolean active = seen.unit(UNIT).isActive() && !seen.path(marker).exists();
    String content = file.content().map(Content::utf8).orElse("(" + file.size() + " bytes)");
    return Optional.of(
        seen.path(MAIN) instanceof PathState.RegularFile main
            ? new Found(content, text(main), main.attributes(), active)
            : new Found(content, new MainFile(""), Attributes.root("0644"), active));
  }

  private static MainFile text(PathState.RegularFile file) {
    return new MainFile(file.content().map(Content::utf8).orElse(""));
  }

  /** Returns the packages by the distribution's names. */
  static List<String> packages(Host host) throws ProviderException {
    return switch (host.facts().os().family()) {
      case DEBIAN -> List.of("nginx", "libnginx-mod-stream");
      case RHEL -> List.of("nginx", "nginx-mod-stream");
      case SUSE, OTHER ->
          throw new ProviderException(
              host.spec().label()
                  + ": nginx_stream does not know how "
                  + host.facts().os().id()
                  + " packages nginx's stream module",
              "Use Debian, Ubuntu or the RHEL family, or haproxy_config.");
    };
  }

  static void install(Host host, List<String> packages) throws ProviderException {
    try {
      host.apply(Transaction.named(UNIT).install(packages.toArray(String[]::new)).build());
    } catch (HostException.TransactionFailed e) {
      throw failure(e);
    }
  }

  /** Makes nginx run with the stream file; nginx.conf must be there. */
  static void converge(Host host, String content, String include, Collection<Integer> ports)
      throws ProviderException {
    Optional<Found> before = read(host);
    MainFile main;
    Attributes attributes;
    if (host.inspect(Inspection.none().content(MAIN, LARGEST)).path(MAIN)
        instanceof PathState.RegularFile file) {
      main = text(file);
      attributes = file.attributes();
    } else {
      throw new ProviderException(
          host.spec().label() + ": there is no " + MAIN, "Install the package nginx anew.");
    }
    boolean same =
        before
            .filter(f -> f.active() && f.content().equals(content))
            .filter(f -> f.main().include().equals(include))
            .isPresent();
    TransactionBuilder builder =
        Transaction.named(UNIT)
            .put(FILE, Content.of(content), "0644")
            .put(MAIN, Content.of(main.with(include).text()), attributes)
            .validateInPlace("nginx", "-t")
            .unit(UnitGoal.of(UNIT).enabled().running().reloadOnChange());
    WorkerHealth.of(UNIT, FILE, !same, ports, LAST_WORDS)
        .forEach(h -> builder.health(h.within(), h.argv().toArray(String[]::new)));
    try {
      host.apply(builder.build());
    } catch (HostException.TransactionFailed e) {
      throw failure(e);
    }
  }

  /** Removes the files, and the packages that we installed; nginx runs on if others want it. */
  static void remove(Host host, List<String> packages) throws ProviderException {
    Observation seen = host.inspect(Inspection.none().content(MAIN, LARGEST).unit(UNIT).path(FILE));
    TransactionBuilder builder = Transaction.named(UNIT).remove(FILE);
    if (seen.path(MAIN) instanceof PathState.RegularFile main) {
      builder.put(MAIN, Content.of(text(main).without().text()), main.attributes());
    }
    if (seen.unit(UNIT).exists()) {
      UnitGoal goal = UnitGoal.of(UNIT);
      builder.unit(packages.contains("nginx") ? goal.disabled().stopped() : goal.reloadOnChange());
    }
    try {
      host.apply(builder.build());
      if (!packages.isEmpty()) {
        TransactionBuilder removal = Transaction.named(UNIT);
        packages.forEach(name -> removal.pkg(PackageGoal.absent(name)));
        host.apply(removal.build());
      }
    } catch (HostException.TransactionFailed e) {
      throw failure(e);
    }
  }

  private static ProviderException failure(HostException.TransactionFailed e) {
    return ServiceFailure.of(e, "nginx", UNIT, FILE);
  }
}
