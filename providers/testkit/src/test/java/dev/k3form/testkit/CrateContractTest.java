package dev.k3form.testkit;

import dev.k3form.testkit.fake.Crate;
import dev.k3form.testkit.fake.FakeProvider;

class CrateContractTest extends ProviderContract<Crate, FakeProvider.Session> {
  @Override
  protected Subject<Crate, FakeProvider.Session> subject() {
    return new CrateSubject();
  }
}
