package dev.k3form.cli.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.k3form.cli.ExitCode;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.frontend.format.Formatter;
import dev.k3form.frontend.load.SourceLoader;
import dev.k3form.frontend.syntax.SourceDecoder;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Formats files. */
@Command(name = "fmt", description = "Format .k3s and .k3svars files.")
final class FmtCommand extends ProjectCommand {
  private static final String STANDARD_INPUT = "-";
  private static final String STANDARD_INPUT_NAME = "<standard input>";

  @Parameters(
      paramLabel = "PATH",
      description = "Files or directories; the current one unless given; - for standard input.")
  private List<String> paths = List.of();

  @Option(
      names = "--check",
      description = "Change nothing; exit with 3 if a file is not formatted.")
  private boolean check;

  @Option(names = "--diff", description = "Show what changes.")
  private boolean diff;

  @Option(
      names = "--write",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Whether to write files.")
  private boolean write;

  @Option(names = "--recursive", description = "Directories below too.")
  private boolean recursive;

  private int failures;
  private int changed;

  @Override
  public Integer call() {
    try {
      if (paths.equals(List.of(STANDARD_INPUT))) {
        return standardInput();
      }
      for (Path file : files()) {
        try {
          format(file);
        } catch (IOException e) {
          failures++;
          DiagnosticsView.of(terminal()).print(unusable(e));
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(unusable(e));
    }
    return failures > 0 ? 2 : check && changed > 0 ? ExitCode.NOT_FORMATTED : ExitCode.OK;
  }

  private static Diagnostic unusable(IOException e) {
    return Diagnostic.error("K3-0804", "a file cannot be read or written")
        .note(
            e instanceof FileSystemException f
                ? f.getFile() + ": " + SourceLoader.reason(e)
                : SourceLoader.reason(e))
        .build();
  }

  private int standardInput() throws IOException {
    SourceDecoder.Decoded input =
        SourceDecoder.decode(STANDARD_INPUT_NAME, terminal().in().readAllBytes());
    if (!input.diagnostics().isEmpty()) {
      refuse(input.file(), input.diagnostics());
      return 2;
    }
    String text = input.file().text();
    return switch (Formatter.format(input.file())) {
      case Formatter.Result.Formatted(String formatted) -> {
        if (diff) {
          showDiff(STANDARD_INPUT_NAME, text, formatted);
        } else {
          terminal().out().print(formatted);
        }
        terminal().out().flush();
        yield check && !formatted.equals(text) ? ExitCode.NOT_FORMATTED : ExitCode.OK;
      }
      case Formatter.Result.Refused(List<Diagnostic> diagnostics) -> {
        refuse(input.file(), diagnostics);
        yield 2;
      }
    };
  }

  private void format(Path file) throws IOException {
    String name = terminal().directory().relativize(file).toString();
    SourceDecoder.Decoded source = SourceDecoder.decode(name, Files.readAllBytes(file));
    if (!source.diagnostics().isEmpty()) {
      refuse(source.file(), source.diagnostics());
      return;
    }
    String text = source.file().text();
    switch (Formatter.format(source.file())) {
      case Formatter.Result.Formatted(String formatted) -> {
        if (!formatted.equals(text)) {
          changed++;
          terminal().out().println(name);
          if (diff) {
            showDiff(name, text, formatted);
          }
          if (write && !check) {
            replace(file, formatted);
          }
        }
      }
      case Formatter.Result.Refused(List<Diagnostic> diagnostics) ->
          refuse(source.file(), diagnostics);
    }
  }

  private void refuse(SourceFile file, List<Diagnostic> diagnostics) {
    failures++;
    DiagnosticsView.of(terminal()).with(Map.of(file.path(), file)).print(diagnostics);
  }

  private void showDiff(String name, String before, String after) {
    List<String> old = diffLines(before);
    UnifiedDiffUtils.generateUnifiedDiff(
            "old/" + name, "new/" + name, old, DiffUtils.diff(old, diffLines(after)), 3)
        .forEach(terminal().out()::println);
  }

  /** Lines as a diff has them: of a last one that does not end, that is said below it. */
  private static List<String> diffLines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (!lines.isEmpty() && !text.endsWith("\n")) {
      lines.addLast(lines.removeLast() + "\n\\ No newline at end of file");
    }
    return lines;
  }

  /** Written beside and renamed, so that the file is whole at every instant. */
  private static void replace(Path file, String text) throws IOException {
    Path real = file.toRealPath();
    Path beside = Files.createTempFile(real.getParent(), ".fmt-", ".tmp");
    try {
      Files.writeString(beside, text, StandardOpenOption.WRITE);
      Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(real));
      Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private List<Path> files() throws IOException {
    List<Path> out = new ArrayList<>();
    for (String path : paths.isEmpty() ? List.of(".") : paths) {
      Path root = terminal().directory().resolve(path).normalize();
      if (!Files.exists(root)) {
        throw new IOException("there is no " + path);
      }
      if (Files.isRegularFile(root)) {
        out.add(root);
        continue;
      }
      try (Stream<Path> walk = Files.walk(root, recursive ? Integer.MAX_VALUE : 1)) {
        walk.filter(Files::isRegularFile)
            .filter(f -> isOurs(String.valueOf(f.getFileName())))
            .filter(f -> !root.relativize(f).toString().contains(".k3form/"))
            .sorted()
            .forEach(out::add);
      }
    }
    return out;
  }

  private static boolean isOurs(String name) {
    return name.endsWith(".k3s") || name.endsWith(".k3svars");
  }
}
