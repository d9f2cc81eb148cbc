package dev.k3form.engine.planning;

import dev.k3form.engine.observe.Taints;
import dev.k3form.engine.problem.PlanProblems;
import dev.k3form.engine.provider.BoundType;
import dev.k3form.engine.provider.ProviderSessions;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.graph.DesiredProvider;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ProviderException;
import dev.k3form.state.DeposedObject;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns records of one type into records of another one that takes such objects over.
 *
 * <p>Deposed objects change with the current one, so that they are still found and deleted. An
 * object whose creation was begun and not finished stays of its type: only that one can finish it.
 * What was secret stays so.
 */
final class Takeovers {
  private final ProviderSessions sessions;
  private final List<DesiredProvider> providers;
  private final Diagnostics diagnostics;

  Takeovers(ProviderSessions sessions, List<DesiredProvider> providers, Diagnostics diagnostics) {
    this.sessions = sessions;
    this.providers = List.copyOf(providers);
    this.diagnostics = diagnostics;
  }

  /** Something that stands against it, for the user. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> help;

    Refusal(String why, List<String> help) {
      super(why);
      this.help = help;
    }
  }

  /**
   * Returns the record as the type of the new address has it; empty, and said why, if it cannot.
   */
  Optional<ResourceRecord> take(ResourceRecord record, ResourceAddress to, Span span) {
    ResourceAddress from = record.address();
    try {
      ProviderRef provider = provider(record, to);
      BoundType<?> type = sessions.resource(provider, to.type());
      if (!type.takesOver().contains(from.type())) {
        throw new Refusal(offer(to.type(), type), List.of());
      }
      if (record.status() == ObjectStatus.INCOMPLETE) {
        throw new Refusal(
            "The creation of `" + from + "` was begun and is not finished.",
            List.of("finish it under its old address first, with the blocks as they were"));
      }
      List<DeposedObject> deposed = new ArrayList<>();
      for (DeposedObject d : record.deposed()) {
        deposed.add(
            new DeposedObject(
                d.id(),
                provider,
                type.schema().version(),
                convert(type, from.type(), d.schemaVersion(), d.attributes()),
                d.dependencies()));
      }
      Value.Obj attributes =
          record.status() == ObjectStatus.ABSENT
              ? record.attributes()
              : convert(type, from.type(), record.schemaVersion(), record.attributes());
      return Optional.of(
          record
              .withAddress(to)
              .withDeposed(deposed)
              .takenOver(provider, type.schema().version(), attributes));
    } catch (ProviderSessions.Unavailable e) {
      diagnostics.accept(e.diagnostic().orAt(span).at(to));
    } catch (Refusal e) {
      refuse(from, to, span, String.valueOf(e.getMessage()), e.help);
    } catch (ProviderException e) {
      refuse(from, to, span, sentence(String.valueOf(e.getMessage())), e.help());
    } catch (RuntimeException e) {
      diagnostics.accept(PlanProblems.providerBug(to, "take over", e).orAt(span));
    }
    return Optional.empty();
  }

  private void refuse(
      ResourceAddress from, ResourceAddress to, Span span, String why, List<String> help) {
    diagnostics.accept(PlanProblems.moveAcrossTypes(from, to, span, why, help));
  }

  private static String offer(String name, BoundType<?> type) {
    return type.takesOver().isEmpty()
        ? "The type `" + name + "` does not take over objects of other types."
        : "The type `"
            + name
            + "` takes over objects of `"
            + String.join("`, `", type.takesOver())
            + "` only.";
  }

  private static String sentence(String text) {
    String first = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return first.endsWith(".") ? first : first + ".";
  }

  private static Value.Obj convert(
      BoundType<?> type, String from, int schemaVersion, Value.Obj recorded)
      throws ProviderException {
    return type.takeOver(from, schemaVersion, recorded)
        .map(converted -> Taints.kept(recorded, converted))
        .orElseThrow(() -> new IllegalStateException("it takes over what it does not take over"));
  }

  /**
   * Returns the configuration that the object is found with: its own if the new type is of the same
   * provider, else the one that there is of the other provider.
   */
  private ProviderRef provider(ResourceRecord record, ResourceAddress to) throws Refusal {
    String name = to.type().replaceFirst("_.*", "");
    if (record.provider().name().equals(name)) {
      return record.provider();
    }
    List<ProviderRef> all =
        providers.stream().map(DesiredProvider::ref).filter(p -> p.name().equals(name)).toList();
    if (all.size() > 1) {
      throw new Refusal(
          "The provider `"
              + name
              + "` has several configurations; which one finds the object"
              + " is not known.",
          List.of());
    }
    return all.isEmpty() ? ProviderRef.of(name) : all.getFirst();
  }
}
