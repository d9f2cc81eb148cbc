package dev.k3form.standin.store;

import dev.k3form.standin.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The store of a single server, in one file; stands in for SQLite and is none. */
public final class FileStore implements Datastore {

  private final Path file;
  private final State state;

  private FileStore(Path file, State state) {
    this.file = file;
    this.state = state;
  }

  public static FileStore open(Path file) throws IOException {
    return new FileStore(
        file, Files.exists(file) ? State.fromJson(Files.readString(file)) : new State("single"));
  }

  @Override
  public synchronized Optional<Entry> get(String key) {
    return state.get(key);
  }

  @Override
  public synchronized List<Entry> list(String prefix) {
    return state.list(prefix);
  }

  @Override
  public synchronized Optional<Entry> create(String key, String value) {
    return change(new Change.Create(key, value)) ? state.get(key) : Optional.empty();
  }

  @Override
  public synchronized Optional<Entry> update(String key, String value, long revision) {
    return change(new Change.Update(key, value, revision)) ? state.get(key) : Optional.empty();
  }

  @Override
  public synchronized boolean delete(String key, long revision) {
    return change(new Change.Delete(key, revision));
  }

  private boolean change(Change change) {
    if (state.refusal(change) != Refusal.NONE) {
      return false;
    }
    state.apply(change);
    SecretFiles.secret(file, state.toJson());
    return true;
  }

  @Override
  public synchronized long revision() {
    return state.revision();
  }

  @Override
  public boolean healthy() {
    return true;
  }

  @Override
  public void close() {}
}
