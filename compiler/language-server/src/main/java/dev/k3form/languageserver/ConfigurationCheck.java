package dev.k3form.languageserver;

import dev.k3form.frontend.compile.Compiler;
import dev.k3form.frontend.load.DiskFiles;
import dev.k3form.frontend.load.FileAccess;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.schema.ProviderSchema;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the whole configuration around a document, as {@code k3form validate} does, with the texts
 * that are open in place of those on the disk.
 */
final class ConfigurationCheck implements DocumentCheck {
  private final List<ProviderSchema> providers;
  private final Clock clock;

  ConfigurationCheck(List<ProviderSchema> providers, Clock clock) {
    this.providers = List.copyOf(providers);
    this.clock = clock;
  }

  @Override
  public List<Diagnostic> check(String uri, SyntaxTree tree, Map<String, String> open) {
    Optional<Path> folder = path(uri).map(Path::getParent);
    // What does not parse has its own messages; the rest would only guess.
    if (folder.isEmpty() || tree.hasErrors()) {
      return tree.diagnostics();
    }
    Map<String, byte[]> texts = new HashMap<>();
    open.forEach(
        (other, text) ->
            path(other)
                .ifPresent(p -> texts.put(p.toString(), text.getBytes(StandardCharsets.UTF_8))));
    FileAccess files = new OpenFiles(new DiskFiles(folder.get()), texts);
    return Compiler.validate(files, providers, clock.instant()).diagnostics();
  }

  private static Optional<Path> path(String uri) {
    try {
      return uri.startsWith("file:")
          ? Optional.of(Path.of(URI.create(uri)).toAbsolutePath().normalize())
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
