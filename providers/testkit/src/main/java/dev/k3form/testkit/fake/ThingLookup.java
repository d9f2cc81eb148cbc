package dev.k3form.testkit.fake;

import dev.k3form.spi.DataSourceType;
import dev.k3form.spi.OperationContext;
import dev.k3form.spi.ProviderException;
import java.util.List;

/** The data source {@code fake_thing}. */
final class ThingLookup implements DataSourceType<Lookup, FakeProvider.Session> {
  @Override
  public Class<Lookup> model() {
    return Lookup.class;
  }

  @Override
  public Lookup read(Lookup arguments, FakeProvider.Session session, OperationContext context)
      throws ProviderException {
    List<Thing> found =
        session
            .world()
            .call("lookup", arguments.name(), () -> session.world().named(arguments.name()));
    if (found.isEmpty()) {
      throw new ProviderException("there is no thing `" + arguments.name() + "`");
    }
    return new Lookup(arguments.name(), found.getFirst().id());
  }
}
