package dev.k3form.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import dev.k3form.state.Samples;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.secret.Sealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateCodecTest {
  private static final Path FILE = Path.of("k3form.state.json");

  @Test
  void everyValueReadsBackExactly() {
    State state = Samples.state();
    byte[] bytes = StateCodec.encode(state, Samples.sealer());
    State back = StateCodec.decode(FILE, bytes, Samples.sealer());
    back.resources()
        .forEach(
            (address, record) ->
                record
                    .attributes()
                    .fields()
                    .forEach(
                        (name, value) ->
                            assertThat(value)
                                .as(name)
                                .isEqualTo(
                                    state.resource(address).orElseThrow().attributes().get(name))));
    assertThat(back).isEqualTo(state);
    assertThat(StateCodec.encode(back, Samples.sealer())).isEqualTo(bytes);
  }

  @Test
  void withoutTheKeyEverythingButSecretsIsRead() {
    byte[] bytes = StateCodec.encode(Samples.state(), Samples.sealer());
    State state = StateCodec.decode(FILE, bytes, Sealer.closed());
    Value.Obj attributes =
        state.resource(Samples.fullRecord().address()).orElseThrow().attributes();
    assertThat(attributes.get("memory")).isEqualTo(Samples.everything().get("memory"));
    assertThat(attributes.get("password").reveal()).isInstanceOf(Value.Unknown.class);
    assertThatThrownBy(() -> StateCodec.encode(state, Sealer.closed()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void secretsDoNotShow() {
    String text =
        new String(StateCodec.encode(Samples.state(), Samples.sealer()), StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("hunter2").doesNotContain("K10abc").contains("$sealed");
  }

  @Test
  void changingOneAttributeChangesOneLine() {
    State state = Samples.state();
    ResourceAddress address = Samples.fullRecord().address();
    TreeMap<ResourceAddress, dev.k3form.state.ResourceRecord> records =
        new TreeMap<>(state.resources());
    records.put(
        address,
        Samples.fullRecord().withAttributes(Samples.everything().with("whole", Value.num(43))));
    State other = new State(state.lineage(), records, state.outputs());
    assertThat(differentLines(state, other)).isEqualTo(1);
  }

  private static long differentLines(State a, State b) {
    String[] x = text(a).split("\n", -1);
    String[] y = text(b).split("\n", -1);
    assertThat(x).hasSameSizeAs(y);
    long n = 0;
    for (int i = 0; i < x.length; i++) {
      n += x[i].equals(y[i]) ? 0 : 1;
    }
    return n;
  }

  private static String text(State state) {
    return new String(StateCodec.encode(state, Samples.sealer()), StandardCharsets.UTF_8);
  }

  @Test
  void theFormIsThis() {
    ResourceAddress address = Samples.vm("01");
    State state =
        new State(
            "L", new TreeMap<>(Map.of(address, Samples.record(address, "a\nb"))), new TreeMap<>());
    assertThat(text(state))
        .isEqualTo(
            """
            {
              "format": "k3form-state",
              "format_version": 1,
              "lineage": "L",
              "outputs": {},
              "resources": {
                "proxmox_vm.lb[\\"01\\"]": {
                  "attributes": {
                    "name": {
                      "$lines": [
                        "a",
                        "b"
                      ]
                    }
                  },
                  "provider": "proxmox",
                  "schema_version": 1
                }
              }
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|K3-0701",
        "' \n\n'|K3-0701",
        "'{'|K3-0702",
        "'{\"format\": \"k3form-state\",'|K3-0702",
        "'{}}'|K3-0702",
        "'hello'|K3-0702",
        "'{\n<<<<<<< HEAD\n}'|K3-0703",
        "'[]'|K3-0704",
        "'{}'|K3-0704",
        "'{\"version\": 4, \"terraform_version\": \"1.11.4\"}'|K3-0704",
        "'{\"format\": \"k3form-state\", \"format_version\": 2}'|K3-0705",
        "'{\"format\": \"k3form-state\", \"format_version\": 1}'|K3-0706",
        "'{\"format\":\"k3form-state\",\"format_version\":1,\"lineage\":\"l\",\"serial\":1}'|K3-0706",
        "'{\"format\":\"k3form-state\",\"format_version\":1,\"lineage\":\"l\",\"resources\":{\"a\":{}}}'|K3-0706",
        "'{\"format\":\"k3form-state\",\"format_version\":1,\"lineage\":\"l\",\"resources\":{\"a.b\":{}}}'|K3-0706",
        "'{\"format\":\"k3form-state\",\"format_version\":1,\"lineage\":\"l\",\"conflicts\":{\"a.b\":{}}}'|K3-0707",
      })
  void whatIsNoStateIsRefused(String text, String code) {
    assertThatThrownBy(
            () -> StateCodec.decode(FILE, text.getBytes(StandardCharsets.UTF_8), Samples.sealer()))
        .isInstanceOfSatisfying(
            StateException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.diagnostic().help()).isNotEmpty();
            });
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = StateCodec.encode(Samples.state(), Samples.sealer());
    for (int length = 0; length < whole.length - 2; length += 7) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> StateCodec.decode(FILE, cut, Samples.sealer()))
          .as("cut at %d", length)
          .isInstanceOf(StateException.class);
    }
  }

  @Test
  void aSealOpensInItsPlaceOnly() {
    String text = text(Samples.state());
    int first = text.indexOf("$sealed\": \"");
    int second = text.indexOf("$sealed\": \"", first + 1);
    String one = text.substring(first + 11, text.indexOf('"', first + 11));
    String two = text.substring(second + 11, text.indexOf('"', second + 11));
    String swapped = text.replace(one, "\0").replace(two, one).replace("\0", two);
    assertThatThrownBy(
            () ->
                StateCodec.decode(FILE, swapped.getBytes(StandardCharsets.UTF_8), Samples.sealer()))
        .hasMessageContaining("K3-0733");
  }
}
