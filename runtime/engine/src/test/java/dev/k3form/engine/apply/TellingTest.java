package dev.k3form.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.event.EventSink;
import dev.k3form.engine.plan.Action;
import dev.k3form.engine.plan.Operation;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TellingTest {
  private final List<String> told = new ArrayList<>();
  private final Telling telling = new Telling(new EventSink(this::note));

  private void note(ApplyEvent event) {
    if (event instanceof ApplyEvent.OperationStarted(var address, var _)) {
      told.add("start " + address.name());
    } else if (event instanceof ApplyEvent.OperationCompleted(var address, var _, var _)) {
      told.add("end " + address.name());
    }
  }

  private static Operation operation(int id, String name, Integer... after) {
    return new Operation(
        id,
        Action.CREATE,
        ResourceAddress.parse("fake_thing." + name),
        ProviderRef.of("fake"),
        "",
        Arrays.asList(after));
  }

  private void start(Operation operation) {
    telling.tell(
        operation, new ApplyEvent.OperationStarted(operation.address(), operation.action()));
  }

  private void end(Operation operation) {
    telling.tell(
        operation,
        new ApplyEvent.OperationCompleted(operation.address(), operation.action(), Duration.ZERO));
    telling.ended(operation);
  }

  @Test
  void whatFollowsIsToldAfterTheEndOfWhatItWaitedFor() {
    Operation a = operation(0, "a");
    Operation b = operation(1, "b", 0);
    Operation other = operation(2, "other");
    start(a);
    telling.followed(a);
    start(b);
    start(other);
    end(a);
    assertThat(told).containsExactly("start a", "start other", "end a", "start b");
  }

  @Test
  void evenThroughOneThatIsHeldItself() {
    Operation a = operation(0, "a");
    Operation b = operation(1, "b", 0);
    Operation c = operation(2, "c", 1);
    start(a);
    telling.followed(a);
    start(b);
    telling.followed(b);
    start(c);
    end(b);
    end(c);
    assertThat(told).containsExactly("start a");
    end(a);
    assertThat(told).containsExactly("start a", "end a", "start b", "end b", "start c", "end c");
  }

  @Test
  void nothingIsHeldOnceAllIsTold() {
    Operation a = operation(0, "a");
    Operation b = operation(1, "b", 0);
    start(a);
    telling.followed(a);
    end(a);
    start(b);
    assertThat(told).containsExactly("start a", "end a", "start b");
  }
}
