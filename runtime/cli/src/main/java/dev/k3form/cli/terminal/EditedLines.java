package dev.k3form.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Lines that a person types: with editing, completion by tab, and a history that outlives the
 * session.
 *
 * <p>The history may hold what was typed by mistake, so its file is the user's alone from the
 * moment it is there; a line that begins with a space is not kept.
 */
public final class EditedLines implements Lines {
  private static final int MOST_LINES = 1000;

  private final Terminal terminal;
  private final LineReader reader;

  /** Says how a line may go on. */
  public interface Completions {
    /** Returns where the word that is being typed starts. */
    int wordStart(String typed);

    /** Returns what the word may become. */
    List<String> of(String typed);
  }

  /** Edits lines on a terminal. */
  public EditedLines(Terminal terminal, Optional<Path> history, Completions completions) {
    this.terminal = terminal;
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("k3form")
            .parser(new Words(completions))
            .completer(
                (_, line, candidates) ->
                    completions
                        .of(line.line().substring(0, line.cursor()))
                        .forEach(
                            c ->
                                candidates.add(new Candidate(c, c, null, null, null, null, false))))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .option(LineReader.Option.BRACKETED_PASTE, true)
            .option(LineReader.Option.DISABLE_HIGHLIGHTER, true)
            .option(LineReader.Option.AUTO_MENU, false);
    history
        .filter(EditedLines::prepare)
        .ifPresent(
            file ->
                builder
                    .history(new DefaultHistory())
                    .variable(LineReader.HISTORY_FILE, file)
                    .variable(LineReader.HISTORY_SIZE, MOST_LINES)
                    .variable(LineReader.HISTORY_FILE_SIZE, MOST_LINES));
    this.reader = builder.build();
  }

  /** Edits lines on the terminal of this process. */
  public static EditedLines system(Optional<Path> history, Completions completions) {
    try {
      return new EditedLines(
          TerminalBuilder.builder().name("k3form").system(true).build(), history, completions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes the file with its permissions before anything is in it.
   *
   * @return whether there is such a file; lines are edited without a history otherwise
   */
  private static boolean prepare(Path file) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      try {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (FileAlreadyExistsException e) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      // A home that is read-only or knows no permissions must not take the console away, and a
      // history that others can read may not be written: so there is none.
      System.getLogger(EditedLines.class.getName())
          .log(System.Logger.Level.DEBUG, "there is no history: {0}", e.toString());
      return false;
    }
  }

  @Override
  public Line next(String prompt) {
    try {
      return new Line.Text(reader.readLine(prompt));
    } catch (UserInterruptException e) {
      return new Line.Abandoned();
    } catch (EndOfFileException e) {
      return new Line.End();
    }
  }

  @Override
  public void close() {
    try {
      reader.getHistory().save();
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The word at the end of what was typed, as the language sees words. */
  private record Words(Completions completions) implements Parser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      String typed = line.substring(0, cursor);
      return new Typed(line, cursor, typed.substring(completions.wordStart(typed)));
    }
  }

  /** Nothing is escaped: a candidate goes into the line as it is. */
  private record Typed(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }
}
