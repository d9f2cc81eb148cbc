package dev.k3form.provider.k3form;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import dev.k3form.testkit.ProviderContract;
import dev.k3form.testkit.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class DataContractTest extends ProviderContract<DataRecord, K3formProvider.Session> {
  private static final Value.Obj CONFIGURATION =
      Value.Obj.of(
          Map.of(
              "input",
              Value.Obj.of(
                  Map.of(
                      "version",
                      Value.str("1.4.2"),
                      "token",
                      new Value.Secret(Value.str("hush-hush")))),
              "triggers_replace",
              new Value.Tuple(List.of(Value.str("1.4.2"))),
              "secret_input",
              Value.str("correct horse battery")));

  @Override
  protected Subject<DataRecord, K3formProvider.Session> subject() {
    return new Subject<>() {
      @Override
      public ResourceType<DataRecord, K3formProvider.Session> type() {
        return new DataType();
      }

      @Override
      public K3formProvider.Session open() {
        return new K3formProvider.Session();
      }

      @Override
      public Value.Obj configuration() {
        return CONFIGURATION;
      }

      @Override
      public Optional<String> importId(Value.Obj applied) {
        return applied.get("id") instanceof Value.Str(String id)
            ? Optional.of(id)
            : Optional.empty();
      }

      // Nothing is outside of the state to be read: an import brings the id alone.
      @Override
      public Set<String> notImported() {
        return Set.of("input", "triggers_replace", "secret_input", "output");
      }

      @Override
      public Optional<Value.Obj> changed() {
        return Optional.of(
            CONFIGURATION
                .with("input", new Value.ListOf(Type.NUMBER, List.of(Value.num(3))))
                .with("secret_input", Value.str("another secret")));
      }

      @Override
      public Optional<Value.Obj> replacing() {
        return Optional.of(CONFIGURATION.with("triggers_replace", Value.str("2.0.0")));
      }
    };
  }
}
