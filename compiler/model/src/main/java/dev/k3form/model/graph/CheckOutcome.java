package dev.k3form.model.graph;

import dev.k3form.model.diagnostic.Diagnostic;
import java.util.Optional;

/**
 * What became of a condition.
 *
 * @param name such as {@code check.api} or {@code precondition of proxmox_vm.lb["01"]}
 * @param diagnostic why it failed: an error for pre- and postconditions, a warning for checks
 */
public record CheckOutcome(String name, Status status, Optional<Diagnostic> diagnostic) {
  /** The three ends of a condition. */
  public enum Status {
    PASSED,
    FAILED,
    /** It hangs on a value that is known only after apply. */
    UNKNOWN
  }
}
