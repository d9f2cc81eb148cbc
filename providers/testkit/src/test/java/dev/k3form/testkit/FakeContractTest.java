package dev.k3form.testkit;

import dev.k3form.testkit.fake.FakeProvider;
import dev.k3form.testkit.fake.Thing;

class FakeContractTest extends ProviderContract<Thing, FakeProvider.Session> {
  @Override
  protected Subject<Thing, FakeProvider.Session> subject() {
    return new ThingSubject();
  }
}
