package dev.k3form.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a file or another program: no prompt, no editing, no history. */
public final class PipedLines implements Lines {
  private final BufferedReader reader;

  /** Reads from a stream. */
  public PipedLines(InputStream in) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  @Override
  public Line next(String prompt) {
    try {
      return Line.of(Optional.ofNullable(reader.readLine()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // The stream is the caller's.
  }
}
