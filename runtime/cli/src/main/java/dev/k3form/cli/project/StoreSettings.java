package dev.k3form.cli.project;

import dev.k3form.cli.command.CommandFailure;
import dev.k3form.frontend.compile.SettingsReader;
import dev.k3form.frontend.program.Settings;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import dev.k3form.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and checks the {@code store} block of a configuration. */
final class StoreSettings {
  private static final String CODE = "K3-0830";

  private final Settings.Store store;
  private final Map<String, SourceFile> sources;

  private StoreSettings(Settings.Store store, Map<String, SourceFile> sources) {
    this.store = store;
    this.sources = sources;
  }

  /** Returns the store that a directory's configuration chooses. */
  static StoreChoice read(Path directory) {
    SettingsReader.Result read = SettingsReader.read(directory);
    if (read.diagnostics().stream().anyMatch(Diagnostic::isError)) {
      throw new CommandFailure(read.diagnostics(), read.sources());
    }
    return read.settings()
        .store()
        .map(store -> new StoreSettings(store, read.sources()).choice())
        .orElse(StoreChoice.LOCAL);
  }

  private StoreChoice choice() {
    if (!StoreChoice.types().contains(store.type())) {
      throw failure(
          "there is no store `" + store.type() + "`", "there are " + list(StoreChoice.types()));
    }
    SortedMap<String, String> arguments = new TreeMap<>();
    store.config().fields().forEach((name, value) -> arguments.put(name, argument(name, value)));
    StoreChoice choice = new StoreChoice(store.type(), arguments);
    if (store.type().equals(StoreChoice.POSTGRES_TYPE)) {
      require(choice, "url", "the database, such as \"postgresql://db.example.org:5432/infra\"");
      require(choice, "project", "a name that tells this project's states from others in there");
      checkAddress(choice.argument("url", ""));
    }
    return choice;
  }

  private String argument(String name, Value value) {
    List<String> known = StoreChoice.argumentsOf(store.type());
    if (!known.contains(name)) {
      throw failure(
          "the store `" + store.type() + "` takes no `" + name + "`",
          known.isEmpty() ? "it takes no arguments" : "it takes " + list(known));
    }
    if (StoreChoice.isTime(name)) {
      if (value instanceof Value.Time(var time) && time.toMillis() > 0) {
        return time.toMillis() + "ms";
      }
      throw failure("`" + name + "` is not a duration", "write for example " + name + " = 30s");
    }
    if (value instanceof Value.Str(String text) && !text.isBlank()) {
      return text;
    }
    throw failure("`" + name + "` is not a text", "write for example " + name + " = \"...\"");
  }

  private void require(StoreChoice choice, String name, String what) {
    if (choice.argument(name, "").isEmpty()) {
      throw failure("the store `" + store.type() + "` needs `" + name + "`", "give it " + what);
    }
  }

  /** A configuration is committed: a password does not belong there. */
  private void checkAddress(String url) {
    Optional<DatabaseAddress> address = DatabaseAddress.parse(url);
    if (url.matches(".*:[^/@]*@.*|.*[?&]password=.*")) {
      throw failure(
          "`url` has a password in it",
          "take it out, and give it as K3FORM_POSTGRES_PASSWORD, PGPASSWORD or in ~/.pgpass");
    }
    if (address.isEmpty()) {
      throw failure(
          "`url` is not the address of a PostgreSQL database",
          "write for example url = \"postgresql://db.example.org:5432/infra\"");
    }
    if (!address.get().settings().isEmpty()) {
      throw failure(
          "`url` has settings in it",
          "take out what follows `?`; "
              + list(List.of("sslmode", "sslrootcert", "sslcert", "sslkey"))
              + " are arguments of the block");
    }
  }

  private static String list(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }

  private CommandFailure failure(String why, String help) {
    Span span = store.span();
    Diagnostic diagnostic =
        Diagnostic.error(CODE, "the store cannot be used like this")
            .at(span, why)
            .help(help)
            .build();
    return new CommandFailure(List.of(diagnostic), sources);
  }
}
