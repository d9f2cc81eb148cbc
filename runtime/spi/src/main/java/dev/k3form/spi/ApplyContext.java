package dev.k3form.spi;

/** What an operation that changes something gets besides. */
public interface ApplyContext extends OperationContext, Notes {
  /**
   * Returns a random text that is the same for every attempt at this operation; recorded before the
   * first. Made part of the object where it can carry it, it tells whose the object is.
   */
  String idempotencyKey();

  /** Records a note; when it returns, the note survives a power cut. */
  void note(String key, String value) throws ProviderException;

  /**
   * Records the object as created though not finished; when it returns, the record survives a power
   * cut. Computed attributes may still be null.
   */
  void checkpoint(Record partial) throws ProviderException;
}
