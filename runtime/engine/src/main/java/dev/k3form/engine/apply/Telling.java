package dev.k3form.engine.apply;

import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.plan.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells of operations so that nothing is told of one before the end of those that it waited for.
 *
 * <p>An operation may begin while what it waited for is done and still being recorded for good;
 * what it has to tell is held until then, which is about as long as the disk takes.
 */
final class Telling {
  private final EventSink events;
  private final Set<Integer> recording = new HashSet<>();
  private final List<Held> held = new ArrayList<>();

  private record Held(Operation operation, ApplyEvent event) {}

  Telling(EventSink events) {
    this.events = events;
  }

  /** Takes note of an operation that others may follow though its end is not told yet. */
  synchronized void followed(Operation operation) {
    recording.add(operation.id());
  }

  /** Tells something of an operation, at once or as soon as it fits. */
  synchronized void tell(Operation operation, ApplyEvent event) {
    held.add(new Held(operation, event));
    tellHeld();
  }

  /** Takes note that the end of an operation is told, so that those after it may be told of. */
  synchronized void ended(Operation operation) {
    if (recording.remove(operation.id())) {
      tellHeld();
    }
  }

  /** Tells what may be told by now: telling the end of one may free those after it. */
  private void tellHeld() {
    Map<Integer, Integer> left = new HashMap<>();
    held.forEach(h -> left.merge(h.operation().id(), 1, Integer::sum));
    boolean more = true;
    while (more) {
      more = false;
      Set<Integer> passed = new HashSet<>();
      for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
        Held next = all.next();
        int id = next.operation().id();
        boolean free =
            !passed.contains(id)
                && next.operation().after().stream()
                    .noneMatch(a -> recording.contains(a) || left.containsKey(a));
        if (free) {
          all.remove();
          left.computeIfPresent(id, (_, n) -> n == 1 ? null : n - 1);
          events.emit(next.event());
          more = true;
        } else {
          passed.add(id);
        }
      }
    }
  }
}
