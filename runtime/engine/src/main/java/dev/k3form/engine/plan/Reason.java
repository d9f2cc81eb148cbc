package dev.k3form.engine.plan;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;

/** Why something is changed. */
public sealed interface Reason {
  /** It is in the configuration and not in the state. */
  record New() implements Reason {}

  /** It is in the state, but the object was deleted by somebody else. */
  record Gone() implements Reason {}

  /** It cannot be there any more, since what it stood on is gone. */
  record GoneWith(ResourceAddress dependency) implements Reason {}

  /** Its creation was begun and not finished; it goes on from there. */
  record Incomplete() implements Reason {}

  /** The configuration of an attribute was changed. */
  record ConfigChanged(AttributePath attribute) implements Reason {}

  /** The object was changed by somebody else; the configuration is restored. */
  record Drifted(AttributePath attribute) implements Reason {}

  /** An attribute hangs on something that is applied before it. */
  record KnownLater(AttributePath attribute) implements Reason {}

  /** An attribute of the object cannot be changed in place. */
  record CannotUpdate(AttributePath attribute) implements Reason {}

  /** It was marked for replacement. */
  record Tainted() implements Reason {}

  /** The user asked for it by {@code -replace}. */
  record Requested() implements Reason {}

  /** Something named by {@code replace_triggered_by} changes. */
  record TriggeredBy(ResourceAddress address, AttributePath attribute) implements Reason {}

  /** It is in the state and no longer in the configuration. */
  record RemovedFromConfiguration() implements Reason {}

  /** A {@code removed} block says so. */
  record RemovedBlock() implements Reason {}

  /** Everything is destroyed. */
  record Destroy() implements Reason {}

  /** It was replaced by an earlier apply that did not get to delete it. */
  record Deposed() implements Reason {}

  /** An {@code import} block takes it into the state. */
  record Imported(String id) implements Reason {}

  /** A {@code moved} block gives it this address. */
  record Moved(ResourceAddress from) implements Reason {}

  /** It is a data source whose arguments are known only after apply. */
  record ReadLater() implements Reason {}
}
