package dev.k3form.frontend.load;

import dev.k3form.frontend.syntax.Parser;
import dev.k3form.frontend.syntax.SourceDecoder;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads and parses the files of a directory; keeps them, as diagnostics show their lines. */
public final class SourceLoader {
  /** The end of the names of configuration files. */
  public static final String SUFFIX = ".k3s";

  private final FileAccess files;
  private final Consumer<Diagnostic> problems;
  private final Map<String, SourceFile> sources = new LinkedHashMap<>();

  /** Creates a loader. */
  public SourceLoader(FileAccess files, Consumer<Diagnostic> problems) {
    this.files = files;
    this.problems = problems;
  }

  /** Returns every file that was read, by path. */
  public Map<String, SourceFile> sources() {
    return sources;
  }

  /** Reports whether a directory has configuration files. */
  public boolean isModule(String directory) {
    try {
      return files.names(directory).stream().anyMatch(SourceLoader::isSource);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the parsed configuration files of a directory, in order of their names. */
  public List<SyntaxTree> load(String directory) {
    List<SyntaxTree> trees = new ArrayList<>();
    try {
      for (String name : files.names(directory)) {
        if (isSource(name)) {
          parse(Paths.join(directory, name)).ifPresent(trees::add);
        }
      }
    } catch (IOException e) {
      problems.accept(new LoadProblem.Unreadable(directory, reason(e)).toDiagnostic());
    }
    return trees;
  }

  private static boolean isSource(String name) {
    return name.endsWith(SUFFIX) && !name.startsWith(".");
  }

  /** Returns a parsed file; empty, with the problem told, if it cannot be read. */
  public Optional<SyntaxTree> parse(String path) {
    try {
      SourceDecoder.Decoded source = SourceDecoder.decode(path, files.read(path));
      SourceFile file = source.file();
      sources.put(path, file);
      if (!source.diagnostics().isEmpty()) {
        source.diagnostics().forEach(problems);
        return Optional.empty();
      }
      SyntaxTree tree = Parser.parseFile(file);
      tree.diagnostics().forEach(problems);
      return Optional.of(tree);
    } catch (IOException e) {
      problems.accept(new LoadProblem.Unreadable(path, reason(e)).toDiagnostic());
    }
    return Optional.empty();
  }

  /** Returns the reason of a failure in words. */
  public static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> "There is no such file.";
      case java.nio.file.AccessDeniedException _ -> "Permission is denied.";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage() + ".";
    };
  }
}
