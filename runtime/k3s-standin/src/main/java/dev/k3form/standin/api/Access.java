package dev.k3form.standin.api;

import dev.k3form.standin.api.ResourceType.Target;
import dev.k3form.standin.http.Reply;

/** Who may do what: administrators all, a node what concerns itself, others nothing. */
final class Access {

  private Access() {}

  static boolean allowed(Identity identity, String verb, Target target) {
    if (identity.master()) {
      return true;
    }
    if (!identity.isNode()) {
      return false;
    }
    return switch (target.type()) {
      case NODES ->
          target.name().equals(identity.node())
              ? !verb.equals("delete")
              : verb.equals("create") && target.name().isEmpty();
      case LEASES -> target.name().isEmpty() || target.name().equals(identity.node());
      case NAMESPACES,
          SECRETS,
          CONFIG_MAPS,
          PODS,
          SERVICES,
          DAEMON_SETS,
          BUDGETS,
          SIGNING_REQUESTS ->
          false;
    };
  }

  static Reply forbidden(Identity identity, String verb, Target target) {
    String place =
        target.type().namespaced() && !target.namespace().isEmpty()
            ? "in the namespace \"" + target.namespace() + "\""
            : "at the cluster scope";
    String named = target.name().isEmpty() ? "" : " \"" + target.name() + "\"";
    return Reply.failure(
        403,
        target.type().qualified()
            + named
            + " is forbidden: User \""
            + identity.user()
            + "\" cannot "
            + verb
            + " resource \""
            + target.type().plural()
            + "\" in API group \""
            + target.type().group()
            + "\" "
            + place,
        "Forbidden");
  }
}
