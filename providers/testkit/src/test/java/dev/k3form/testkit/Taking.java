package dev.k3form.testkit;

import dev.k3form.spi.ApplyContext;
import dev.k3form.spi.Notes;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.Recovery;
import dev.k3form.spi.ResourceType;
import dev.k3form.spi.Takeover;
import dev.k3form.testkit.fake.Crate;
import dev.k3form.testkit.fake.CrateType;
import dev.k3form.testkit.fake.FakeProvider;
import dev.k3form.testkit.fake.Thing;
import dev.k3form.testkit.fake.ThingType;
import java.util.List;
import java.util.Optional;

/** Crates that take things over in another way. */
record Taking(CrateType sound, Takeover.Typed<Thing, Crate> conversion)
    implements ResourceType<Crate, FakeProvider.Session> {
  @Override
  public Class<Crate> model() {
    return Crate.class;
  }

  @Override
  public List<Takeover<Crate>> takeovers() {
    return List.of(Takeover.of(new ThingType(), conversion), sound.takeovers().getLast());
  }

  @Override
  public Optional<Crate> read(Crate prior, FakeProvider.Session s, OperationContext context)
      throws ProviderException {
    return sound.read(prior, s, context);
  }

  @Override
  public Crate create(Crate planned, FakeProvider.Session s, ApplyContext context)
      throws ProviderException {
    return sound.create(planned, s, context);
  }

  @Override
  public Crate update(Crate prior, Crate planned, FakeProvider.Session s, ApplyContext context)
      throws ProviderException {
    return sound.update(prior, planned, s, context);
  }

  @Override
  public void delete(Crate prior, FakeProvider.Session s, ApplyContext context)
      throws ProviderException {
    sound.delete(prior, s, context);
  }

  @Override
  public Recovery<Crate> recover(
      Crate planned, Notes notes, FakeProvider.Session s, OperationContext context)
      throws ProviderException {
    return sound.recover(planned, notes, s, context);
  }
}
