package dev.k3form.provider.k3form;

import dev.k3form.model.value.Value;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import java.util.Optional;

/**
 * The resource {@code k3form_data}: its record in the state is all there is of it.
 *
 * <p>Its id is the key of the operation that made it, so a create that is tried again gives the
 * same id. Since there is nothing outside the state, a create without a record had no effect.
 */
final class DataType implements ResourceType<DataRecord, K3formProvider.Session> {
  @Override
  public Class<DataRecord> model() {
    return DataRecord.class;
  }

  @Override
  public Planned plan(PlanRequest<DataRecord> request) {
    Value input = request.config().get("input");
    return StandardPlan.of(request).with("output", input);
  }

  @Override
  public Optional<DataRecord> read(
      DataRecord prior, K3formProvider.Session session, OperationContext context) {
    return Optional.of(prior);
  }

  @Override
  public DataRecord create(DataRecord planned, K3formProvider.Session session, ApplyContext context)
      throws ProviderException {
    context.checkCancelled();
    return applied(planned, context.idempotencyKey());
  }

  @Override
  public DataRecord update(
      DataRecord prior, DataRecord planned, K3formProvider.Session session, ApplyContext context)
      throws ProviderException {
    context.checkCancelled();
    String id = prior.id();
    return applied(planned, id == null ? context.idempotencyKey() : id);
  }

  @Override
  public void delete(DataRecord prior, K3formProvider.Session session, ApplyContext context)
      throws ProviderException {
    context.checkCancelled();
  }

  /** Takes a value into the state under a given id; what it is comes with the next apply. */
  @Override
  public Optional<DataRecord> importState(
      String id, K3formProvider.Session session, OperationContext context) {
    return Optional.of(new DataRecord(null, null, null, null, id));
  }

  @Override
  public Recovery<DataRecord> recover(
      DataRecord planned, Notes notes, K3formProvider.Session session, OperationContext context) {
    return new Recovery.Absent<>();
  }

  private static DataRecord applied(DataRecord planned, String id) {
    return new DataRecord(
        planned.input(), planned.triggersReplace(), planned.secretInput(), planned.input(), id);
  }
}
