package dev.k3form.examples;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks ten times a second, each time on a new connection, whether the API is ready; a question that
 * a dying connection swallowed is asked once more, as every client does. One question at a time: on
 * a computer that cannot keep up it asks less often, and says how often it did.
 */
final class Prober {
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final ClusterApi api;
  private final Thread thread = Thread.ofPlatform().name("prober").daemon().unstarted(this::run);
  private volatile boolean stopped;
  private int asked;
  private int atOnce;
  private int again;
  private String firstFailure = "";

  Prober(ClusterApi api) {
    this.api = api;
  }

  /**
   * What came of it.
   *
   * @param again answered only when asked a second time
   * @param failure the first one's, empty if there was none
   */
  record Count(int asked, int atOnce, int again, String failure) {
    int failed() {
      return asked - atOnce - again;
    }

    @Override
    public String toString() {
      return "asked %d times: answered %d, on the second try %d, not at all %d%s"
          .formatted(
              asked, atOnce, again, failed(), failure.isEmpty() ? "" : " (first: " + failure + ")");
    }
  }

  void start() {
    thread.start();
  }

  Count stop() throws InterruptedException {
    stopped = true;
    thread.join();
    return new Count(asked, atOnce, again, firstFailure);
  }

  private void run() {
    long next = System.nanoTime();
    while (!stopped) {
      ask();
      next = Math.max(next + PERIOD.toNanos(), System.nanoTime());
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private void ask() {
    asked++;
    String first = failure();
    if (first.isEmpty()) {
      atOnce++;
      return;
    }
    String second = failure();
    if (second.isEmpty()) {
      again++;
    } else if (firstFailure.isEmpty()) {
      firstFailure = first + ", then " + second;
    }
  }

  private String failure() {
    try {
      int status = api.get("/readyz").status();
      return status == 200 ? "" : "status " + status;
    } catch (IOException e) {
      return String.valueOf(e);
    }
  }
}
