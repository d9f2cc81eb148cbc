package dev.k3form.examples;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks ten times a second, each time on a new connection, whether the API is ready; a question that
 * a dying connection swallowed is asked once more, as every client does.
 */
final class Prober {
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final ClusterApi api;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService questions = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private final AtomicReference<String> firstFailure = new AtomicReference<>("");

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
    clock.scheduleAtFixedRate(
        () -> questions.execute(this::ask), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  Count stop() throws InterruptedException {
    clock.shutdownNow();
    questions.shutdown();
    if (!questions.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new AssertionError("questions hang");
    }
    return new Count(asked.get(), atOnce.get(), again.get(), firstFailure.get());
  }

  private void ask() {
    asked.incrementAndGet();
    String first = failure();
    if (first.isEmpty()) {
      atOnce.incrementAndGet();
      return;
    }
    String second = failure();
    if (second.isEmpty()) {
      again.incrementAndGet();
    } else {
      firstFailure.compareAndSet("", first + ", then " + second);
    }
  }

  private String failure() {
    try {
      int status = api.get("/readyz").statusCode();
      return status == 200 ? "" : "status " + status;
    } catch (IOException e) {
      return String.valueOf(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
