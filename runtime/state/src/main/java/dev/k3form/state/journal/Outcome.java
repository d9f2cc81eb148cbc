package dev.k3form.state.journal;

import dev.k3form.state.ResourceRecord;
import java.util.Optional;

/** What came of an intent. */
public sealed interface Outcome {
  /** The object is as the record says. */
  record Applied(ResourceRecord record) implements Outcome {}

  /** The object is gone. */
  record Deleted() implements Outcome {}

  /**
   * It failed.
   *
   * @param message why, without any secret
   * @param record what is there nevertheless; when empty, the record stays as it was
   */
  record Failed(String message, Optional<ResourceRecord> record) implements Outcome {}
}
