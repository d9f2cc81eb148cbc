package dev.k3form.spi.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.schema.Effect;
import dev.k3form.model.schema.NestedBlock;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.plan.PlanRequest;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.plan.StandardPlan;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordBinderTest {
  record Login(
      @Argument(doc = "User.") String user,
      @Argument(doc = "Password.") @Nullable SecretString password) {}

  record Backend(
      @Argument(
              doc = "Algorithm.",
              defaultValue = "roundrobin",
              oneOf = {"roundrobin", "source"})
          String balance,
      @Argument(doc = "Servers.") Map<String, String> servers) {}

  @Resource(value = "test_thing", doc = "A thing.")
  record Thing(
      @Argument(doc = "Name.", effect = Effect.REPLACE) String name,
      @Argument(doc = "Memory.", defaultValue = "2GiB", effect = Effect.RESTART) ByteSize memory,
      @Argument(doc = "Check interval.", defaultValue = "10s") Duration checkInterval,
      @Argument(doc = "Tags.", defaultValue = "[\"a\", \"b\"]") List<String> tags,
      @Argument(doc = "Port.", computed = true) @Nullable Integer port,
      @Argument(doc = "Network.", name = "interface") @Nullable String networkInterface,
      @Argument(doc = "Login.") @Nullable Login login,
      @Block(doc = "Backends.", name = "backend") Map<String, Backend> backends,
      @Computed(doc = "Identifier.") @Nullable String id,
      @Computed(doc = "Token.") @Nullable SecretString token) {}

  private static final Value.Obj CONFIG =
      Value.Obj.of(
          Map.of(
              "name",
              Value.str("x"),
              "login",
              Value.Obj.of(Map.of("user", Value.str("u"), "password", Value.str("hush"))),
              "backend",
              Value.MapOf.of(
                  Type.ANY,
                  Map.of(
                      "api",
                      Value.Obj.of(
                          Map.of(
                              "servers",
                              Value.MapOf.of(
                                  Type.STRING, Map.of("s1", Value.str("10.0.0.1")))))))));

  @Test
  void derivesTheSchema() {
    var block = Schemas.resource(Thing.class).block();
    assertThat(block.attributes().keySet())
        .containsExactly(
            "name",
            "memory",
            "check_interval",
            "tags",
            "port",
            "interface",
            "login",
            "id",
            "token");
    assertThat(block.attributes().get("name").presence()).isEqualTo(Presence.REQUIRED);
    assertThat(block.attributes().get("port").presence()).isEqualTo(Presence.OPTIONAL_COMPUTED);
    assertThat(block.attributes().get("id").presence()).isEqualTo(Presence.COMPUTED);
    assertThat(block.attributes().get("token").secret()).isTrue();
    assertThat(block.attributes().get("login").type())
        .hasToString("object({password=optional(string), user=string})");
    assertThat(block.blocks().get("backend").nesting()).isEqualTo(NestedBlock.Nesting.MAP);
    assertThat(block.blocks().get("backend").block().attributes().get("balance").type())
        .hasToString("oneof(\"roundrobin\", \"source\")");
  }

  @Test
  void bindsDefaultsAndWrapsSecretsOnTheWayBack() {
    Thing thing = RecordBinder.bind(CONFIG, Thing.class);
    assertThat(thing.memory()).isEqualTo(ByteSize.ofGibibytes(2));
    assertThat(thing.checkInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(thing.tags()).containsExactly("a", "b");
    assertThat(thing.backends().get("api").balance()).isEqualTo("roundrobin");
    assertThat(thing.port()).isNull();
    assertThat(thing.toString()).doesNotContain("hush");
    Value.Obj back = RecordBinder.unbind(thing);
    assertThat(back.get("memory")).isEqualTo(new Value.Size(BigInteger.TWO.shiftLeft(30)));
    assertThat(((Value.Obj) back.get("login")).get("password"))
        .isEqualTo(new Value.Secret(Value.str("hush")));
    assertThat(RecordBinder.bind(back, Thing.class)).isEqualTo(thing);
  }

  @Test
  void plansCreationUpdateAndReplacement() {
    Planned created = plan(CONFIG, Optional.empty());
    assertThat(created.values().get("id")).isEqualTo(Value.Unknown.of(Type.STRING));
    assertThat(Values.containsSecret(created.values().get("login"))).isTrue();
    Value.Obj prior =
        RecordBinder.unbind(RecordBinder.bind(CONFIG, Thing.class)).with("id", Value.str("7"));
    Planned same = plan(CONFIG, Optional.of(prior));
    assertThat(same.values()).isEqualTo(prior);
    Planned resized =
        plan(CONFIG.with("memory", new Value.Size(BigInteger.TEN)), Optional.of(prior));
    assertThat(resized.replaceBecause()).isEmpty();
    assertThat(resized.values().get("id")).isEqualTo(Value.str("7"));
    assertThat(resized.disruptions())
        .containsExactly(new Planned.Disruption(Effect.RESTART, "memory"));
    Planned renamed = plan(CONFIG.with("name", Value.str("y")), Optional.of(prior));
    assertThat(renamed.replaceBecause()).isEqualTo(List.of(AttributePath.of("name")));
    assertThat(renamed.values().get("id")).isEqualTo(Value.Unknown.of(Type.STRING));
  }

  private static Planned plan(Value.Obj config, Optional<Value.Obj> prior) {
    var schema = Schemas.resource(Thing.class);
    Value.Obj filled = config;
    for (var a : schema.block().attributes().values()) {
      if (a.defaultValue().isPresent() && config.get(a.name()).isNull()) {
        filled = filled.with(a.name(), a.defaultValue().get());
      }
    }
    Value.Obj nested = RecordBinder.unbind(RecordBinder.bind(filled, Thing.class));
    return StandardPlan.of(
        new PlanRequest<>(
            schema, Thing.class, filled.with("backend", nested.get("backend")), prior));
  }
}
