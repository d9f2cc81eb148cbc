package dev.k3form.provider.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class MainFileTest {
  private static final MainFile DEBIAN =
      new MainFile("user www-data;\nevents {\n\tworker_connections 768;\n}\n");

  @Test
  void keepsWhatStandsAround() {
    MainFile ours = DEBIAN.with(MainFile.include(Duration.ofHours(1)));
    assertThat(ours.text())
        .isEqualTo(
            DEBIAN.text()
                + """
                # k3form begin
                worker_shutdown_timeout 1h;
                stream {
                    include /etc/nginx/stream.d/*.conf;
                }
                # k3form end
                """);
    assertThat(ours.without()).isEqualTo(DEBIAN);
    assertThat(ours.include()).isEqualTo(MainFile.include(Duration.ofHours(1)));
  }

  @Test
  void writesItsLinesOnce() {
    MainFile twice =
        DEBIAN
            .with(MainFile.include(Duration.ofHours(1)))
            .with(MainFile.include(Duration.ofMinutes(5)));
    assertThat(twice.include()).startsWith("worker_shutdown_timeout 5m;\n");
    assertThat(twice.without()).isEqualTo(DEBIAN);
    assertThat(new MainFile("events {}").with("x;\n").text())
        .isEqualTo("events {}\n# k3form begin\nx;\n# k3form end\n");
  }

  @Test
  void leavesAFileWithoutMarkersAlone() {
    assertThat(DEBIAN.without()).isEqualTo(DEBIAN);
    assertThat(DEBIAN.include()).isEmpty();
  }
}
