package dev.k3form.standin.store;

import java.util.List;
import java.util.Optional;

/**
 * Keys with values and revisions, as the Kubernetes API needs them. Every change is conditional, so
 * that several servers may share one store.
 *
 * <p>All methods but {@link #healthy} throw {@link StoreUnavailable} when there is no answer.
 */
public interface Datastore extends AutoCloseable {

  Optional<Entry> get(String key);

  /** All entries below a prefix, by key. */
  List<Entry> list(String prefix);

  /** Empty when the key exists. */
  Optional<Entry> create(String key, String value);

  /** Empty when the entry is gone or has another revision. */
  Optional<Entry> update(String key, String value, long revision);

  /** False when the entry is gone or has another revision. */
  boolean delete(String key, long revision);

  long revision();

  /** Whether the store answers; never blocks for long. */
  boolean healthy();

  @Override
  void close();
}
