package dev.k3form.frontend.compile;

import dev.k3form.frontend.load.DiskFiles;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.load.Paths;
import dev.k3form.frontend.load.SourceLoader;
import dev.k3form.frontend.program.Settings;
import dev.k3form.frontend.resolve.SettingsResolver;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Diagnostics;
import dev.k3form.model.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@code k3form} block of a directory without compiling the configuration.
 *
 * <p>Only files in which such a block could begin are parsed, so this costs nothing where there is
 * none. An error in one of them is told: a store that is not understood must not be taken for the
 * store that is used when none is named.
 */
public final class SettingsReader {
  private static final String ROOT = ".";
  private static final String WORD = "k3form";
  private static final Pattern BLOCK = Pattern.compile("\\bk3form\\s*\\{");

  private SettingsReader() {}

  /**
   * What was read.
   *
   * @param sources the files that were parsed, for showing their lines
   */
  public record Result(
      Settings settings, List<Diagnostic> diagnostics, Map<String, SourceFile> sources) {}

  /** Reads the settings of a directory; a directory without configuration has none. */
  public static Result read(Path directory) {
    FileAccess files = new DiskFiles(directory);
    Diagnostics problems = new Diagnostics();
    SourceLoader loader = new SourceLoader(files, problems);
    List<SyntaxTree> trees = new ArrayList<>();
    for (String path : candidates(files)) {
      loader.parse(path).ifPresent(trees::add);
    }
    Settings settings = SettingsResolver.resolve(trees, problems);
    return new Result(settings, problems.sorted(), loader.sources());
  }

  private static List<String> candidates(FileAccess files) {
    try {
      return files.names(ROOT).stream()
          .filter(name -> name.endsWith(SourceLoader.SUFFIX) && !name.startsWith("."))
          .map(name -> Paths.join(ROOT, name))
          .filter(path -> mayHaveBlock(files, path))
          .toList();
    } catch (IOException e) {
      return List.of(); // there is no such directory
    }
  }

  private static boolean mayHaveBlock(FileAccess files, String path) {
    try {
      // The pattern is of ASCII characters, each a byte of its own in UTF-8.
      String bytes = new String(files.read(path), StandardCharsets.ISO_8859_1);
      Matcher block = BLOCK.matcher(bytes).useTransparentBounds(true);
      for (int at = bytes.indexOf(WORD); at >= 0; at = bytes.indexOf(WORD, at + 1)) {
        if (block.region(at, bytes.length()).lookingAt()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true; // the parser tells why it cannot be read
    }
  }
}
