package dev.k3form.state.merge;

import dev.k3form.state.codec.StateCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two commands that git calls, as a program of its own for tests with the real git. */
public final class DriverProgram {
  private DriverProgram() {}

  /** Understands {@code state merge O A B} and {@code state textconv FILE}. */
  public static void main(String[] args) throws IOException {
    if (args[1].equals("merge")) {
      boolean clean =
          new MergeDriver().merge(Path.of(args[2]), Path.of(args[3]), Path.of(args[4])).isClean();
      System.exit(clean ? 0 : 1);
    }
    Path file = Path.of(args[2]);
    System.out.print(StateText.of(StateCodec.readDocument(file, Files.readAllBytes(file))));
  }
}
