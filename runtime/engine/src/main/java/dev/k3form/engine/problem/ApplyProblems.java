package dev.k3form.engine.problem;

import dev.k3form.engine.plan.Action;
import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.Span;
import dev.k3form.spi.ProviderException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can go wrong with providers at work. */
public final class ApplyProblems {
  private ApplyProblems() {}

  /**
   * A provider's operation failed.
   *
   * @param what what was attempted, such as {@code create}
   * @param host the machine or endpoint, if it is known
   * @param recorded what the state says now, a full sentence
   * @param goOn how to continue
   */
  public static Diagnostic failed(
      String code,
      String what,
      ResourceAddress address,
      Optional<String> host,
      ProviderException failure,
      Span span,
      String recorded,
      String goOn) {
    Diagnostic.Builder out =
        Diagnostic.error(code, "cannot " + what + " `" + address + "`")
            .at(span)
            .note(clean(String.valueOf(failure.getMessage())));
    host.filter(h -> !String.valueOf(failure.getMessage()).contains(h))
        .ifPresent(h -> out.note("It was attempted on " + h + "."));
    if (!recorded.isBlank()) {
      out.note(recorded);
    }
    failure.help().forEach(out::help);
    if (!goOn.isBlank()) {
      out.help(goOn);
    }
    return out.on(address).build();
  }

  /**
   * Puts failures of one cause together: those that say the same and advise the same. The first, by
   * its address, speaks for all.
   */
  public static List<Diagnostic> oneForEachCause(List<Diagnostic> failures) {
    Map<List<Object>, List<Diagnostic>> causes = new LinkedHashMap<>();
    failures.stream()
        .sorted(Comparator.comparing(d -> d.address().map(ResourceAddress::toString).orElse("")))
        .forEach(
            d ->
                causes
                    .computeIfAbsent(
                        d.address().isPresent()
                            ? List.of(d.code(), d.notes(), d.help())
                            : List.of(d),
                        _ -> new ArrayList<>())
                    .add(d));
    return causes.values().stream().map(ApplyProblems::together).toList();
  }

  private static Diagnostic together(List<Diagnostic> failures) {
    Diagnostic first = failures.getFirst();
    List<String> others =
        failures.stream()
            .skip(1)
            .flatMap(d -> d.address().stream())
            .map(a -> "`" + a + "`")
            .toList();
    if (others.isEmpty()) {
      return first;
    }
    String more = others.size() > 5 ? " and " + (others.size() - 5) + " more" : "";
    return first.withNote(
        "The same is true of " + String.join(", ", others.stream().limit(5).toList()) + more + ".");
  }

  /** Returns the code of a failed action. */
  public static String code(Action action) {
    return switch (action) {
      case CREATE, RESUME -> "K3-0601";
      case UPDATE -> "K3-0602";
      case DELETE, DELETE_DEPOSED -> "K3-0603";
      case IMPORT -> "K3-0605";
      case READ -> "K3-0606";
      case GATE -> "K3-0607";
      case RECORD, FORGET, PASS -> "K3-0617";
    };
  }

  /** Returns what an action does, after "cannot". */
  public static String verb(Action action) {
    return switch (action) {
      case CREATE -> "create";
      case RESUME -> "finish creating";
      case UPDATE -> "update";
      case DELETE -> "delete";
      case DELETE_DEPOSED -> "delete the replaced object of";
      case IMPORT -> "import";
      case READ -> "read";
      case GATE -> "see healthy";
      case RECORD -> "record";
      case FORGET -> "forget";
      case PASS -> "pass";
    };
  }

  /** What became of a create cannot be told. */
  public static Diagnostic unclear(ResourceAddress address, String why, String wayOut) {
    Diagnostic.Builder out =
        Diagnostic.error("K3-0610", "it is not known whether `" + address + "` was created")
            .note(clean(why))
            .note("An earlier apply was cut off while it created the object.");
    if (!wayOut.isBlank()) {
      out.help(wayOut);
    }
    return out.help("then let k3form look again: k3form recover").on(address).build();
  }

  /** A create came out otherwise than planned. */
  public static Diagnostic differs(ResourceAddress address, String attribute) {
    return Diagnostic.error("K3-0611", "`" + address + "` came out otherwise than planned")
        .note(
            "The attribute `"
                + attribute
                + "` is not what the plan said; this is a bug in the provider.")
        .note("The object is recorded as it is.")
        .help("see what is left to do: k3form plan")
        .on(address)
        .build();
  }

  /** The configuration is not what it was when it was planned. */
  public static Diagnostic notAsPlanned(ResourceAddress address, String attribute, Span span) {
    return Diagnostic.error("K3-0614", "`" + address + "` is not configured as it was planned")
        .at(span)
        .note(
            "The attribute `"
                + attribute
                + "` was known when it was planned and evaluates to something else now.")
        .note("Nothing was done to the object.")
        .help("plan again: k3form plan")
        .on(address)
        .build();
  }

  /** Values that became known demand a replacement. */
  public static Diagnostic mustReplace(ResourceAddress address, AttributePath path, Span span) {
    return Diagnostic.error("K3-0618", "`" + address + "` must be replaced after all")
        .at(span)
        .note(
            "`" + path + "` is known now and cannot be changed in place; the plan said otherwise.")
        .note("Nothing was done to the object.")
        .help("see the new plan: k3form plan")
        .on(address)
        .build();
  }

  /** An object disappeared between plan and apply. */
  public static Diagnostic vanished(ResourceAddress address, Span span) {
    return Diagnostic.error("K3-0619", "`" + address + "` has no object any more")
        .at(span)
        .note("The plan changes an object that the state does not have now.")
        .help("plan again: k3form plan")
        .on(address)
        .build();
  }

  /** Keeps what a terminal can show: no control characters, lines indented. */
  private static String clean(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.strip().toCharArray()) {
      if (c == '\n') {
        out.append("\n  ");
      } else if (c == '\t' || !Character.isISOControl(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }
}
