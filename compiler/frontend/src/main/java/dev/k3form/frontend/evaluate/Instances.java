package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.convert.Numbers;
import dev.k3form.frontend.convert.ValueException;
import dev.k3form.frontend.convert.ValueProblem;
import dev.k3form.model.address.InstanceKey;
import dev.k3form.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The instances of a resource or module call, by key.
 *
 * @param deferred whether they cannot be told yet
 */
record Instances<T>(Kind kind, SequencedMap<InstanceKey, T> members, boolean deferred) {
  /** How the block is repeated. */
  enum Kind {
    ONCE,
    COUNT,
    FOR_EACH
  }

  /** Returns the member under a key; empty if members are not told apart by such keys. */
  Optional<T> find(Value key) {
    if (deferred || key.reveal() instanceof Value.Unknown || key.isNull()) {
      return Optional.empty();
    }
    return switch (kind) {
      case ONCE -> Optional.empty();
      case COUNT -> position(key.reveal()).map(this::at);
      case FOR_EACH ->
          key.reveal() instanceof Value.Str(String name)
              ? Optional.of(named(name))
              : Optional.empty();
    };
  }

  private static Optional<BigDecimal> position(Value key) {
    return switch (key) {
      case Value.Num(BigDecimal n) -> Optional.of(n);
      case Value.Str(String text) -> Numbers.parse(text);
      default -> Optional.empty();
    };
  }

  private T at(BigDecimal position) {
    boolean whole = position.stripTrailingZeros().scale() <= 0;
    T found =
        whole
                && position.signum() >= 0
                && position.compareTo(BigDecimal.valueOf(members.size())) < 0
            ? members.get(new InstanceKey.Index(position.intValueExact()))
            : null;
    if (found == null) {
      throw new ValueException(new ValueProblem.NoElement(Numbers.text(position), members.size()));
    }
    return found;
  }

  private T named(String name) {
    T found = members.get(new InstanceKey.Name(name));
    if (found == null) {
      List<String> known =
          members.keySet().stream()
              .map(k -> k instanceof InstanceKey.Name(String s) ? s : k.toString())
              .toList();
      throw new ValueException(new ValueProblem.NoKey(name, known));
    }
    return found;
  }
}
