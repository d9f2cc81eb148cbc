package dev.k3form.testkit;

import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine's context that keeps everything that an operation tells it, and fails where it is told.
 *
 * <p>Every call counts. With {@link #crashingAt} the given call does its work and then ends in
 * {@link Crash}; with {@link #cancelledFrom} the calls that may be cancelled end so from the given
 * one on. What was noted survives in {@link #resumed}, as the journal would keep it.
 */
public final class RecordingContext implements ApplyContext {
  private static final int NEVER = Integer.MAX_VALUE;

  private final String idempotencyKey;
  private final Map<String, String> notes;
  private final int crashAt;
  private final int cancelAt;
  private final AtomicInteger calls = new AtomicInteger();
  private final List<String> progress = Collections.synchronizedList(new ArrayList<>());
  private final List<Record> checkpoints = Collections.synchronizedList(new ArrayList<>());

  private RecordingContext(
      String idempotencyKey, Map<String, String> notes, int crashAt, int cancelAt) {
    this.idempotencyKey = idempotencyKey;
    this.notes = new ConcurrentHashMap<>(notes);
    this.crashAt = crashAt;
    this.cancelAt = cancelAt;
  }

  /** Returns a context in which nothing goes wrong. */
  public static RecordingContext of(String idempotencyKey) {
    return new RecordingContext(idempotencyKey, Map.of(), NEVER, NEVER);
  }

  /** Returns a context in which nothing goes wrong, with a fixed key. */
  public static RecordingContext calm() {
    return of("5f0c2a9be1d74c36");
  }

  /** Returns a context whose n-th call, from 1, is the last of the process. */
  public static RecordingContext crashingAt(int call) {
    return new RecordingContext("5f0c2a9be1d74c36", Map.of(), call, NEVER);
  }

  /** Returns a context that is cancelled before its n-th call, from 1. */
  public static RecordingContext cancelledFrom(int call) {
    return new RecordingContext("5f0c2a9be1d74c36", Map.of(), NEVER, call);
  }

  /** Returns the context of the next attempt: same key, same notes, nothing goes wrong. */
  public RecordingContext resumed() {
    return new RecordingContext(idempotencyKey, notes, NEVER, NEVER);
  }

  @Override
  public String idempotencyKey() {
    return idempotencyKey;
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(notes.get(key));
  }

  @Override
  public void note(String key, String value) throws ProviderException {
    notes.put(key, value);
    count("after note " + key);
  }

  @Override
  public void checkpoint(Record partial) throws ProviderException {
    checkpoints.add(partial);
    count("after a checkpoint");
  }

  @Override
  public void progress(String message) {
    progress.add(message);
    count("at progress `" + message + "`");
  }

  @Override
  public void checkCancelled() throws ProviderException {
    int call = count("at a check for cancellation");
    if (call >= cancelAt) {
      throw new ProviderException(
          ProviderException.Kind.CANCELLED, "cancelled by the user", null, "", List.of());
    }
  }

  @Override
  public void pause(Duration duration) throws ProviderException {
    checkCancelled();
    try {
      Thread.sleep(Math.min(duration.toMillis(), 20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          ProviderException.Kind.CANCELLED, "interrupted", e, "", List.of());
    }
  }

  private int count(String where) {
    int call = calls.incrementAndGet();
    if (call == crashAt) {
      throw new Crash(where);
    }
    return call;
  }

  /** Returns how many calls there were. */
  public int calls() {
    return calls.get();
  }

  /** Returns the notes, the last of each key. */
  public Map<String, String> notes() {
    return Map.copyOf(notes);
  }

  /** Returns the progress messages. */
  public List<String> progressMessages() {
    return List.copyOf(progress);
  }

  /** Returns the checkpoints. */
  public List<Record> checkpoints() {
    return List.copyOf(checkpoints);
  }
}
