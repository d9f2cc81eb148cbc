package dev.k3form.frontend.resolve;

import dev.k3form.frontend.program.Settings;
import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.function.Consumer;

/**
 * Resolves the {@code k3form} blocks of some files and nothing else: they depend on nothing, so
 * commands that only need to know where state lives are spared the rest of the configuration.
 */
public final class SettingsResolver {
  private SettingsResolver() {}

  /** Returns what the blocks say; problems in them are told. */
  public static Settings resolve(List<SyntaxTree> trees, Consumer<Diagnostic> problems) {
    DeclarationResolver declarations =
        new DeclarationResolver(new Names(), source -> source, problems);
    Settings settings = Settings.NONE;
    for (SyntaxTree tree : trees) {
      for (Block block : tree.body().blocks("k3form").toList()) {
        settings = declarations.settings(block, settings);
      }
    }
    return settings;
  }
}
