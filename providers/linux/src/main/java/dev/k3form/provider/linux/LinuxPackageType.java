package dev.k3form.provider.linux;

import dev.k3form.hosts.Host;
import dev.k3form.hosts.Inspection;
import dev.k3form.hosts.PackageGoal;
import dev.k3form.hosts.PackageState;
import dev.k3form.hosts.Transaction;
import dev.k3form.hosts.TransactionBuilder;
import dev.k3form.hosts.provider.HostArgument;
import dev.k3form.hosts.provider.HostSession;
import dev.k3form.hosts.provider.ImportId;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code linux_package}. */
final class LinuxPackageType implements ResourceType<LinuxPackage, HostSession> {
  private static final String TRANSACTION = "linux_package";
  private static final String NOTE = "added";

  @Override
  public Class<LinuxPackage> model() {
    return LinuxPackage.class;
  }

  @Override
  public void validate(ConfigView config, ProblemSink problems) {
    HostArgument.validate(config, problems);
    HostArgument.others(config.values(), LinuxPackage.class)
        .ifPresent(bound -> check(bound, problems));
  }

  private static void check(LinuxPackage config, ProblemSink problems) {
    if (config.names().isEmpty()) {
      problems.error("names", "no package is named", "Name at least one.");
    }
    for (int i = 0; i < config.names().size(); i++) {
      String name = config.names().get(i);
      AttributePath path = AttributePath.of("names").element(i);
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9+._:@-]*")) {
        problems.error(
            path, "`" + name + "` is not the name of a package", "Versions go to `versions`.");
      } else if (config.names().indexOf(name) != i) {
        problems.error(path, "`" + name + "` is named twice", "Name it once.");
      }
    }
    config
        .versions()
        .forEach(
            (name, version) -> {
              AttributePath path = AttributePath.of("versions").key(name);
              if (!config.names().contains(name)) {
                problems.error(path, "`" + name + "` is not among the names", "Add it to `names`.");
              }
              if (!version.matches("[A-Za-z0-9][A-Za-z0-9+.:~_^-]*")) {
                problems.error(
                    path,
                    "`" + version + "` is not a version",
                    "See `apt-cache policy " + name + "`.");
              }
            });
  }

  @Override
  public Planned plan(PlanRequest<LinuxPackage> request) {
    Planned planned = HostArgument.plan(StandardPlan.of(request), request);
    boolean same =
        request.prior().isPresent()
            && planned.replaceBecause().isEmpty()
            && same(request.config(), request.prior().get(), "names")
            && same(request.config(), request.prior().get(), "versions");
    return same
        ? planned
        : planned
            .with("installed", Value.Unknown.of(new Type.MapOf(Type.STRING)))
            .with("added", Value.Unknown.of(new Type.ListOf(Type.STRING)));
  }

  private static boolean same(Value.Obj one, Value.Obj other, String attribute) {
    return Values.revealAll(one.get(attribute)).equals(Values.revealAll(other.get(attribute)));
  }

  @Override
  public Optional<LinuxPackage> read(
      LinuxPackage prior, HostSession session, OperationContext context) throws ProviderException {
    return session.on(
        prior.host(),
        host -> {
          Map<String, String> installed = installed(host, prior.names());
          if (installed.isEmpty()) {
            return Optional.empty();
          }
          Map<String, String> exact = new TreeMap<>(prior.versions());
          exact.replaceAll((name, wanted) -> installed.getOrDefault(name, wanted));
          return Optional.of(
              prior.with(
                  prior.names().stream().filter(installed::containsKey).toList(),
                  exact,
                  installed,
                  added(prior).stream().filter(installed::containsKey).toList()));
        });
  }

  private static List<String> added(LinuxPackage state) {
    List<String> added = state.added();
    return added == null ? List.of() : added;
  }

  private static Map<String, String> installed(Host host, Collection<String> names) {
    Inspection inspection = Inspection.none();
    for (String name : names) {
      inspection = inspection.pkg(name);
    }
    Map<String, PackageState> seen = host.inspect(inspection).packages();
    Map<String, String> out = new TreeMap<>();
    seen.forEach((name, state) -> state.version().ifPresent(v -> out.put(name, v)));
    return out;
  }

  @Override
  public LinuxPackage create(LinuxPackage planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.onFresh(planned.host(), host -> install(planned, List.of(), host, context));
  }

  @Override
  public LinuxPackage update(
      LinuxPackage prior, LinuxPackage planned, HostSession session, ApplyContext context)
      throws ProviderException {
    return session.on(
        planned.host(),
        host -> {
          List<String> dropped = new ArrayList<>(added(prior));
          dropped.removeAll(planned.names());
          LinuxPackage state = install(planned, added(prior), host, context);
          remove(host, dropped);
          return state;
        });
  }

  private static LinuxPackage install(
      LinuxPackage planned, List<String> ours, Host host, ApplyContext context)
      throws ProviderException {
    Set<String> added = new LinkedHashSet<>(ours);
    Optional<String> noted = context.get(NOTE);
    if (noted.isPresent()) {
      Arrays.stream(noted.get().split(",", -1)).filter(n -> !n.isEmpty()).forEach(added::add);
    } else {
      Set<String> missing = new LinkedHashSet<>(planned.names());
      missing.removeAll(installed(host, planned.names()).keySet());
      added.addAll(missing);
      context.note(NOTE, String.join(",", missing));
    }
    added.retainAll(planned.names());
    context.progress("installing " + String.join(", ", planned.names()));
    TransactionBuilder builder = Transaction.named(TRANSACTION);
    for (String name : planned.names()) {
      String version = planned.versions().get(name);
      builder.pkg(version == null ? PackageGoal.present(name) : PackageGoal.present(name, version));
    }
    host.apply(builder.build());
    return planned.with(
        planned.names(),
        planned.versions(),
        installed(host, planned.names()),
        added.stream().sorted().toList());
  }

  private static void remove(Host host, List<String> names) {
    if (!names.isEmpty()) {
      TransactionBuilder builder = Transaction.named(TRANSACTION);
      names.forEach(name -> builder.pkg(PackageGoal.absent(name)));
      host.apply(builder.build());
    }
  }

  @Override
  public void delete(LinuxPackage prior, HostSession session, ApplyContext context)
      throws ProviderException {
    session.on(
        prior.host(),
        host -> {
          remove(host, added(prior));
          return prior;
        });
  }

  @Override
  public Optional<LinuxPackage> importState(
      String id, HostSession session, OperationContext context) throws ProviderException {
    ImportId parsed = ImportId.parse(id, "name,name,...");
    return read(
        new LinuxPackage(
            parsed.host(), List.of(parsed.name().split(",", -1)), Map.of(), null, List.of()),
        session,
        context);
  }
}
