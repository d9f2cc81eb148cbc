package dev.k3form.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretValueTest {
  private static final Value WORD = Value.str("hush-hush");

  @Test
  void aSecretIsNeverWrappedTwiceHoweverDeep() {
    Value inner = Value.Obj.of(Map.of("pass", new Value.Secret(WORD), "user", Value.str("u")));
    Value plain = Value.Obj.of(Map.of("pass", WORD, "user", Value.str("u")));
    Value secret = new Value.Secret(new Value.Tuple(List.of(inner, Value.num(1))));
    assertThat(secret).isEqualTo(new Value.Secret(new Value.Tuple(List.of(plain, Value.num(1)))));
    assertThat(secret.reveal()).isEqualTo(Values.revealAll(secret));
    assertThat(new Value.Secret(new Value.Secret(WORD)).value()).isEqualTo(WORD);
    assertThat(secret.toString()).doesNotContain("hush");
  }
}
