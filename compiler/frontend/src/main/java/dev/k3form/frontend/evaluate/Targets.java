package dev.k3form.frontend.evaluate;

import dev.k3form.frontend.program.Expr;
import dev.k3form.model.address.ResourceAddress;

/** From addresses to what references name. */
final class Targets {
  private Targets() {}

  static Expr.Target.Resource of(ResourceAddress address) {
    return new Expr.Target.Resource(address.mode(), address.type(), address.name());
  }
}
