package dev.k3form.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.cli.terminal.Terminal;
import dev.k3form.engine.event.ApplyEvent;
import dev.k3form.engine.plan.Action;
import dev.k3form.model.address.ResourceAddress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What takes long is told again and again to who watches, and ever less often to a log. */
class ProgressViewTest {
  private static List<String> times(boolean interactive) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    ProgressView view =
        new ProgressView(
            new Terminal(
                print,
                print,
                InputStream.nullInputStream(),
                Map.of(),
                Path.of("."),
                interactive,
                false,
                false,
                80));
    ResourceAddress address = ResourceAddress.parse("k3form_data.a");
    for (int s = 5; s <= 300; s += 5) {
      view.accept(
          new ApplyEvent.OperationProgress(address, Action.CREATE, "", Duration.ofSeconds(s)));
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceAll(".*still creating \\[(.*)s\\]", "$1"))
        .toList();
  }

  @Test
  void aLogIsNotFilledWithWhatTakesLong() {
    assertThat(times(false)).containsExactly("10", "20", "40", "80", "140", "200", "260");
  }

  @Test
  void whoWatchesIsToldEveryTenSeconds() {
    assertThat(times(true)).hasSize(30).startsWith("10", "20", "30", "40");
  }
}
