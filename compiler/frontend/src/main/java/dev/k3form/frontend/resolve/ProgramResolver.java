package dev.k3form.frontend.resolve;

import dev.k3form.frontend.load.LoadProblem;
import dev.k3form.frontend.load.Paths;
import dev.k3form.frontend.load.SourceLoader;
import dev.k3form.frontend.program.Declaration;
import dev.k3form.frontend.program.Module;
import dev.k3form.frontend.program.Program;
import dev.k3form.frontend.program.Settings;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Loads and resolves the root module and every module that is called from it. */
public final class ProgramResolver {
  private static final String STANDARD = "std/";

  private final SourceLoader loader;
  private final Consumer<Diagnostic> problems;
  private final boolean openImports;

  /** Creates a resolver. */
  public ProgramResolver(SourceLoader loader, Consumer<Diagnostic> problems) {
    this(loader, problems, false);
  }

  /**
   * Creates a resolver.
   *
   * @param openImports whether imports of the root module may name resources that are not declared,
   *     because their blocks are about to be written
   */
  public ProgramResolver(SourceLoader loader, Consumer<Diagnostic> problems, boolean openImports) {
    this.loader = loader;
    this.problems = problems;
    this.openImports = openImports;
  }

  /** Returns the program whose root module is in a directory. */
  public Program resolve(String root) {
    Map<String, Module> modules = new LinkedHashMap<>();
    Settings settings = Settings.NONE;
    Deque<String> pending = new ArrayDeque<>();
    pending.add(root);
    while (!pending.isEmpty()) {
      String directory = pending.poll();
      if (modules.containsKey(directory)) {
        continue;
      }
      List<SyntaxTree> trees = loader.load(directory);
      if (trees.isEmpty() && directory.equals(root) && !loader.isModule(root)) {
        problems.accept(new LoadProblem.NoConfiguration(directory).toDiagnostic());
      }
      ModuleResolver resolver =
          new ModuleResolver(directory, trees, source -> directory(directory, source), problems)
              .withOpenImports(openImports && directory.equals(root));
      Module module = resolver.resolve();
      modules.put(directory, module);
      if (directory.equals(root)) {
        settings = resolver.settings();
      }
      for (Declaration.ModuleCall call : module.calls().values()) {
        pending.add(call.directory());
      }
    }
    return new Program(root, modules, settings);
  }

  /** Returns the directory that a source names, empty if it is no module. */
  private String directory(String from, String source) {
    String directory;
    if (source.startsWith("./") || source.startsWith("../")) {
      directory = Paths.join(from, source);
    } else if (source.startsWith(STANDARD)) {
      directory = source;
    } else {
      return "";
    }
    return loader.isModule(directory) ? directory : "";
  }
}
