package dev.k3form.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.value.Value;
import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProblemSink;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.Takeover;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.testkit.fake.Crate;
import dev.k3form.testkit.fake.CrateType;
import dev.k3form.testkit.fake.FakeProvider;
import dev.k3form.testkit.fake.Thing;
import dev.k3form.testkit.fake.ThingType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** The contract finds what it is there to find: types that are broken in one way each. */
class ContractOfTheContractTest {
  /** The fake type with one method of it replaced. */
  private static class Broken implements ResourceType<Thing, FakeProvider.Session> {
    final ThingType sound = new ThingType();

    @Override
    public Class<Thing> model() {
      return sound.model();
    }

    @Override
    public void validate(ConfigView config, ProblemSink problems) {
      sound.validate(config, problems);
    }

    @Override
    public Planned plan(PlanRequest<Thing> request) {
      return sound.plan(request);
    }

    @Override
    public Optional<Thing> read(Thing prior, FakeProvider.Session s, OperationContext context)
        throws ProviderException {
      return sound.read(prior, s, context);
    }

    @Override
    public Thing create(Thing planned, FakeProvider.Session s, ApplyContext context)
        throws ProviderException {
      return sound.create(planned, s, context);
    }

    @Override
    public Thing update(Thing prior, Thing planned, FakeProvider.Session s, ApplyContext context)
        throws ProviderException {
      return sound.update(prior, planned, s, context);
    }

    @Override
    public void delete(Thing prior, FakeProvider.Session s, ApplyContext context)
        throws ProviderException {
      sound.delete(prior, s, context);
    }

    @Override
    public Optional<Thing> importState(String id, FakeProvider.Session s, OperationContext context)
        throws ProviderException {
      return sound.importState(id, s, context);
    }

    @Override
    public Recovery<Thing> recover(
        Thing planned, Notes notes, FakeProvider.Session s, OperationContext context)
        throws ProviderException {
      return sound.recover(planned, notes, s, context);
    }
  }

  private static List<String> failures(ResourceType<Thing, FakeProvider.Session> type) {
    ProviderContract<Thing, FakeProvider.Session> contract =
        new ProviderContract<>() {
          @Override
          protected Subject<Thing, FakeProvider.Session> subject() {
            return new ThingSubject() {
              @Override
              public ResourceType<Thing, FakeProvider.Session> type() {
                return type;
              }
            };
          }
        };
    List<String> out = new ArrayList<>();
    Stream.of(
            contract.schema(),
            contract.planning(),
            contract.life(),
            contract.interruptions(),
            contract.secrets())
        .flatMap(s -> s)
        .forEach(test -> run(test, out));
    return out;
  }

  private static void run(DynamicTest test, List<String> failures) {
    try {
      test.getExecutable().execute();
    } catch (Throwable e) {
      failures.add(test.getDisplayName());
    }
  }

  @Test
  void aSoundTypePasses() {
    assertThat(failures(new Broken())).isEmpty();
  }

  @Test
  void findsACreateThatDoesNotDoWhatWasPlanned() {
    assertThat(
            failures(
                new Broken() {
                  @Override
                  public Thing create(Thing planned, FakeProvider.Session s, ApplyContext context)
                      throws ProviderException {
                    return super.create(planned, s, context).withSize(99);
                  }
                }))
        .contains("create does what was planned, then nothing is left to do");
  }

  @Test
  void findsACreateThatMakesThingsTwice() {
    assertThat(
            failures(
                new Broken() {
                  @Override
                  public Thing create(Thing planned, FakeProvider.Session s, ApplyContext context)
                      throws ProviderException {
                    return super.create(planned, s, RecordingContext.of(context.idempotencyKey()));
                  }
                }))
        .contains("create twice with one key makes one object");
  }

  @Test
  void findsARecoveryThatForgets() {
    assertThat(
            failures(
                new Broken() {
                  @Override
                  public Recovery<Thing> recover(
                      Thing planned, Notes notes, FakeProvider.Session s, OperationContext c) {
                    return new Recovery.Absent<>();
                  }
                }))
        .contains("an effect without a record is found", "a create cut off anywhere converges");
  }

  @Test
  void findsToldSecrets() {
    assertThat(
            failures(
                new Broken() {
                  @Override
                  public Thing create(Thing planned, FakeProvider.Session s, ApplyContext context)
                      throws ProviderException {
                    var password = planned.password();
                    context.progress("with " + (password == null ? "nothing" : password.reveal()));
                    return super.create(planned, s, context);
                  }
                }))
        .contains("secrets appear nowhere");
  }

  @Test
  void findsAPlanThatOverrulesTheUser() {
    assertThat(
            failures(
                new Broken() {
                  @Override
                  public Planned plan(PlanRequest<Thing> request) {
                    return super.plan(request).with("size", Value.num(1));
                  }
                }))
        .contains("plan is pure and keeps what the user wrote");
  }

  @Test
  void findsADeleteThatFailsTheSecondTimeAndAReadThatHidesDrift() {
    assertThat(
            failures(
                new Broken() {
                  @Override
                  public void delete(Thing prior, FakeProvider.Session s, ApplyContext context)
                      throws ProviderException {
                    if (read(prior, s, context).isEmpty()) {
                      throw new ProviderException("it is not there");
                    }
                    super.delete(prior, s, context);
                  }
                }))
        .contains("delete succeeds twice, and read finds nothing");
    assertThat(
            failures(
                new Broken() {
                  @Override
                  public Optional<Thing> read(
                      Thing prior, FakeProvider.Session s, OperationContext context)
                      throws ProviderException {
                    return super.read(prior, s, context).map(_ -> prior);
                  }
                }))
        .contains("drift is read, planned and mended");
  }

  @Test
  void findsSwallowedCancellation() {
    assertThat(
            failures(
                new Broken() {
                  @Override
                  public Thing create(Thing planned, FakeProvider.Session s, ApplyContext context)
                      throws ProviderException {
                    try {
                      return super.create(planned, s, context);
                    } catch (ProviderException e) {
                      throw new ProviderException("it failed somehow");
                    }
                  }
                }))
        .contains("cancellation is honoured");
  }

  private static List<String> crateFailures(Takeover.Typed<Thing, Crate> conversion) {
    CrateType crates = new CrateType();
    ResourceType<Crate, FakeProvider.Session> type = new Taking(crates, conversion);
    List<String> out = new ArrayList<>();
    new ProviderContract<Crate, FakeProvider.Session>() {
      @Override
      protected Subject<Crate, FakeProvider.Session> subject() {
        return new CrateSubject() {
          @Override
          public ResourceType<Crate, FakeProvider.Session> type() {
            return type;
          }
        };
      }
    }.life().forEach(test -> run(test, out));
    return out;
  }

  @Test
  void findsATakeoverThatLosesSomething() {
    String check = "objects of other types are taken over as they are";
    assertThat(crateFailures(t -> new Crate(t.name(), t.size(), t.password(), t.zone(), t.id())))
        .isEmpty();
    assertThat(crateFailures(t -> new Crate(t.name(), t.size(), t.password(), t.zone(), null)))
        .containsExactly(check);
    assertThat(crateFailures(t -> new Crate(t.name(), t.size(), null, t.zone(), t.id())))
        .containsExactly(check);
  }
}
