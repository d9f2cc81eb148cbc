package dev.k3form.testkit;

import dev.k3form.model.schema.BlockSchema;
import dev.k3form.model.value.Value;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The texts that an operation gave away, and the secrets that must not be among them. */
final class Spoken {
  private static final int SHORTEST = 4;

  private final List<String> texts = new ArrayList<>();

  void say(Object thing) {
    texts.add(String.valueOf(thing));
  }

  void say(RecordingContext context) {
    texts.addAll(context.progressMessages());
    texts.addAll(context.notes().keySet());
    texts.addAll(context.notes().values());
    context.checkpoints().forEach(this::say);
  }

  void say(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    texts.add(trace.toString());
  }

  /** Returns the texts that hold one of the secrets. */
  List<String> leaks(Set<String> secrets) {
    return texts.stream().filter(t -> secrets.stream().anyMatch(t::contains)).toList();
  }

  /** Returns the text of every string that is secret by its schema or its taint. */
  static Set<String> secrets(Value.Obj values, BlockSchema block) {
    Set<String> out = new LinkedHashSet<>();
    block.attributes().values().stream()
        .filter(a -> a.secret())
        .forEach(a -> strings(values.get(a.name()), true, out));
    strings(values, false, out);
    out.removeIf(s -> s.length() < SHORTEST);
    return out;
  }

  private static void strings(Value value, boolean secret, Set<String> out) {
    switch (value) {
      case Value.Secret(Value inner) -> strings(inner, true, out);
      case Value.Str(String text) -> {
        if (secret) {
          out.add(text);
        }
      }
      case Value.ListOf(var _, var items) -> items.forEach(i -> strings(i, secret, out));
      case Value.SetOf(var _, var items) -> items.forEach(i -> strings(i, secret, out));
      case Value.Tuple(var items) -> items.forEach(i -> strings(i, secret, out));
      case Value.MapOf(var _, var entries) ->
          entries.values().forEach(i -> strings(i, secret, out));
      case Value.Obj(var fields) -> fields.values().forEach(i -> strings(i, secret, out));
      case Value.Null _,
          Value.Bool _,
          Value.Num _,
          Value.Size _,
          Value.Time _,
          Value.Unknown _ -> {}
    }
  }
}
