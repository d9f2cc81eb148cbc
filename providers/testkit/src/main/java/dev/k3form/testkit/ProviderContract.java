package dev.k3form.testkit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of {@link dev.k3form.spi.ResourceType} as tests.
 *
 * <p>Each check gets a subject of its own, so that none depends on what another left behind.
 *
 * @param <R> the type's record
 * @param <S> its session
 */
public abstract class ProviderContract<R extends Record, S extends AutoCloseable> {
  /** Returns a subject with a fresh world. */
  protected abstract Subject<R, S> subject() throws Exception;

  @FunctionalInterface
  private interface Check<R extends Record, S extends AutoCloseable> {
    void run(Trial<R, S> trial) throws Exception;
  }

  private DynamicTest test(String name, Check<R, S> check) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try (Trial<R, S> trial = Trial.of(subject())) {
            check.run(trial);
          }
        });
  }

  @TestFactory
  final Stream<DynamicTest> schema() {
    return Stream.of(
        test("every argument has a doc", SchemaChecks::documented),
        test("the type has an example that uses its name", SchemaChecks::example));
  }

  @TestFactory
  final Stream<DynamicTest> planning() {
    return Stream.of(
        test("the configuration is valid", PlanChecks::valid),
        test("invalid configurations are refused", PlanChecks::invalid),
        test("plan is pure and keeps what the user wrote", PlanChecks::pure),
        test("plan and validate tolerate unknown values", PlanChecks::unknowns));
  }

  @TestFactory
  final Stream<DynamicTest> life() {
    return Stream.of(
        test("create does what was planned, then nothing is left to do", LifeChecks::create),
        test("update does what was planned, then nothing is left to do", LifeChecks::update),
        test("a change that cannot be made in place is a replacement", LifeChecks::replace),
        test("delete succeeds twice, and read finds nothing", LifeChecks::delete),
        test("drift is read, planned and mended", LifeChecks::drift),
        test("import then plan is empty", LifeChecks::imported),
        test("objects of other types are taken over as they are", LifeChecks::takenOver));
  }

  @TestFactory
  final Stream<DynamicTest> interruptions() {
    return Stream.of(
        test("create twice with one key makes one object", CrashChecks::createTwice),
        test("an effect without a record is found", CrashChecks::lostOutcome),
        test("a create cut off anywhere converges", t -> CrashChecks.create(t, this::another)),
        test("an update cut off anywhere converges", t -> CrashChecks.update(t, this::another)),
        test("a delete cut off anywhere converges", t -> CrashChecks.delete(t, this::another)),
        test("cancellation is honoured", t -> CrashChecks.cancel(t, this::another)));
  }

  @TestFactory
  final Stream<DynamicTest> secrets() {
    return Stream.of(
        test("secrets appear nowhere", SecretChecks::success),
        test("failures do not tell secrets", SecretChecks::failure));
  }

  private Trial<R, S> another() throws Exception {
    return Trial.of(subject());
  }
}
