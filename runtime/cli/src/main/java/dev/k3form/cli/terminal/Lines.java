package dev.k3form.cli.terminal;

import java.util.Optional;

/** Lines as they are typed or piped in. */
public interface Lines extends AutoCloseable {
  /** One line, or that there are no more, or that what was typed so far is given up. */
  sealed interface Line {
    /** A line without its newline. */
    record Text(String text) implements Line {}

    /** The user interrupted the line; what belongs to it is forgotten. */
    record Abandoned() implements Line {}

    /** There are no more lines. */
    record End() implements Line {}

    /** Returns a line, the end if there is none. */
    static Line of(Optional<String> text) {
      return text.<Line>map(Text::new).orElseGet(End::new);
    }
  }

  /** Returns the next line; waits for it. */
  Line next(String prompt);

  @Override
  void close();
}
