package dev.k3form.cli.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.k3form.cli.ExitCode;
import dev.k3form.cli.view.DiagnosticsView;
import dev.k3form.frontend.format.Formatter;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        format(file);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          Diagnostic.error("K3-0804", "a file cannot be read or written")
              .note(e.getClass().getSimpleName() + ": " + e.getMessage())
              .build());
    }
    return failures > 0 ? 2 : check && changed > 0 ? ExitCode.NOT_FORMATTED : ExitCode.OK;
  }

  private int standardInput() throws IOException {
    String text = new String(terminal().in().readAllBytes(), StandardCharsets.UTF_8);
    return switch (Formatter.format(new SourceFile("<standard input>", text))) {
      case Formatter.Result.Formatted(String formatted) -> {
        terminal().out().print(formatted);
        terminal().out().flush();
        yield check && !formatted.equals(text) ? ExitCode.NOT_FORMATTED : ExitCode.OK;
      }
      case Formatter.Result.Refused(List<Diagnostic> diagnostics) -> {
        refuse(new SourceFile("<standard input>", text), diagnostics);
        yield 2;
      }
    };
  }

  private void format(Path file) throws IOException {
    String text = Files.readString(file);
    String name = terminal().directory().relativize(file).toString();
    switch (Formatter.format(new SourceFile(name, text))) {
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
          refuse(new SourceFile(name, text), diagnostics);
    }
  }

  private void refuse(SourceFile file, List<Diagnostic> diagnostics) {
    failures++;
    DiagnosticsView.of(terminal()).with(Map.of(file.path(), file)).print(diagnostics);
  }

  private void showDiff(String name, String before, String after) {
    List<String> old = before.lines().toList();
    UnifiedDiffUtils.generateUnifiedDiff(
            "old/" + name, "new/" + name, old, DiffUtils.diff(old, after.lines().toList()), 3)
        .forEach(terminal().out()::println);
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
