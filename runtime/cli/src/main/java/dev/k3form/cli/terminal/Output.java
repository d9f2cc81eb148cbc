package dev.k3form.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a command prints, which remembers the first failure to write it.
 *
 * <p>A print stream throws nothing, so that an apply whose output breaks goes on and records its
 * work; that something is missing is told at the end. After a failure nothing more is written: what
 * a reader has got is a beginning, never a text with holes.
 */
public final class Output extends PrintStream {
  private final Watch watch;

  private Output(Watch watch) {
    super(new BufferedOutputStream(watch), true, StandardCharsets.UTF_8);
    this.watch = watch;
  }

  /** Prints to a stream. */
  public static Output to(OutputStream stream) {
    return new Output(new Watch(stream));
  }

  /**
   * Writes what is left, and returns what went wrong; empty also if the reader just went away, as
   * {@code head} does: then everybody has what they wanted.
   */
  public Optional<IOException> failure() {
    flush();
    IOException e = watch.failure.get();
    return e == null || readerLeft(e) ? Optional.empty() : Optional.of(e);
  }

  private static boolean readerLeft(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("broken pipe") || message.contains("connection reset");
  }

  private static final class Watch extends OutputStream {
    private final OutputStream stream;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    Watch(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      check();
      try {
        stream.write(bytes, from, count);
      } catch (IOException e) {
        failure.compareAndSet(null, e);
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      check();
      try {
        stream.flush();
      } catch (IOException e) {
        failure.compareAndSet(null, e);
        throw e;
      }
    }

    private void check() throws IOException {
      IOException before = failure.get();
      if (before != null) {
        throw new IOException("the output broke before", before);
      }
    }
  }
}
