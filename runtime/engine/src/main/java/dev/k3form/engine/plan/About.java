package dev.k3form.engine.plan;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.spi.RolloutGroup;
import dev.k3form.spi.plan.Planned.Disruption;
import java.util.List;
import java.util.Optional;

/**
 * What every change says of itself.
 *
 * @param reasons why, the weightiest first
 * @param disruptions what it interrupts, in the user's words
 * @param group the group of which only some members may be disturbed at the same time
 * @param movedFrom the address under which the state has it, if that is another
 * @param importId the identifier by which it is taken into the state first
 * @param record what its record will say besides attributes
 */
public record About(
    ResourceAddress address,
    ProviderRef provider,
    List<Reason> reasons,
    List<Disruption> disruptions,
    Optional<RolloutGroup> group,
    Optional<ResourceAddress> movedFrom,
    Optional<String> importId,
    Bookkeeping record) {
  /** Copies the lists. */
  public About {
    reasons = List.copyOf(reasons);
    disruptions = List.copyOf(disruptions);
  }

  /** Returns what is said of a change that only the state knows of. */
  public static About of(
      ResourceAddress address, ProviderRef provider, Bookkeeping record, Reason... reasons) {
    return new About(
        address,
        provider,
        List.of(reasons),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        record);
  }

  /** Returns the same as a member of a group. */
  public About in(Optional<RolloutGroup> other) {
    return new About(address, provider, reasons, disruptions, other, movedFrom, importId, record);
  }

  /** Reports whether the state has to give it another address or take it in first. */
  public boolean enters() {
    return movedFrom.isPresent() || importId.isPresent();
  }
}
