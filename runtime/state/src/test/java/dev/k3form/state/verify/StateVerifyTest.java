package dev.k3form.state.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.Samples;
import dev.k3form.state.State;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.secret.DataKey;
import dev.k3form.state.secret.DataKeySealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StateVerifyTest {
  private static final Path FILE = Path.of("k3form.state.json");

  private static List<String> codes(byte[] content) {
    return StateVerify.verify(FILE, content, Samples.sealer()).stream()
        .map(d -> d.code().text())
        .toList();
  }

  private static byte[] file(ResourceRecord... records) {
    TreeMap<ResourceAddress, ResourceRecord> all = new TreeMap<>();
    for (ResourceRecord record : records) {
      all.put(record.address(), record);
    }
    return StateCodec.encode(new State(Samples.LINEAGE, all, new TreeMap<>()), Samples.sealer());
  }

  @Test
  void aStateThatK3formWroteIsFlawless() {
    assertThat(codes(file(Samples.record(Samples.vm("a"), "a")))).isEmpty();
  }

  @Test
  void eachFlawIsTold() {
    ResourceRecord a = Samples.record(Samples.vm("a"), "a");
    assertThat(codes(file(a.withDependencies(new TreeSet<>(List.of(Samples.vm("gone")))))))
        .containsExactly("K3-0761");
    assertThat(codes(file(a.withAttributes(Value.Obj.EMPTY.with("x", Value.Unknown.of(Type.ANY))))))
        .containsExactly("K3-0762");
    assertThat(codes(file(a.withAttributes(Value.Obj.EMPTY).withStatus(ObjectStatus.ABSENT))))
        .containsExactly("K3-0763");
    byte[] spaced =
        new String(file(a), StandardCharsets.UTF_8)
            .replace("\"provider\": ", "\"provider\":")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(codes(spaced)).containsExactly("K3-0760");
    assertThat(codes(new byte[0])).containsExactly("K3-0701");
  }

  @Test
  void sealsOfAnotherKeyAreAnError() {
    byte[] content = file(Samples.fullRecord());
    List<Diagnostic> found = StateVerify.verify(FILE, content, DataKeySealer.of(DataKey.random()));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().code().text()).isEqualTo("K3-0734");
    assertThat(found.getFirst().isError()).isTrue();
  }
}
