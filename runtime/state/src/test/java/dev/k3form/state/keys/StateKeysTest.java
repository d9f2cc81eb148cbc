package dev.k3form.state.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.state.Samples;
import dev.k3form.state.State;
import dev.k3form.state.age.Identity;
import dev.k3form.state.age.Recipient;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.store.LocalStateStore;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateSession;
import dev.k3form.testkit.local.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateKeysTest {
  private static final int CHEAP = 10;

  @TempDir Path directory;
  private Path project;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(directory.resolve("project"));
  }

  private StateKeys keys(String home, Map<String, String> variables) {
    return new StateKeys(
        new RealDisk(),
        StateLocation.of(project),
        new KeyEnvironment(variables, directory.resolve(home)),
        CHEAP);
  }

  private StateKeys keys(String home) {
    return keys(home, Map.of());
  }

  private LocalStateStore store(StateKeys keys) {
    return new LocalStateStore(StateLocation.of(project), keys.sealer());
  }

  private void writeRecord(StateKeys keys) {
    try (StateSession session = store(keys).open("apply", Duration.ZERO)) {
      session.put(Samples.fullRecord());
      session.commit("apply");
    }
  }

  private static String publicKey(Identity identity) {
    return identity.recipient().orElseThrow() instanceof Recipient.X25519(String text) ? text : "";
  }

  @Test
  void theFirstSecretMakesIdentityAndKey() throws IOException {
    writeRecord(keys("ada"));
    Path identity = directory.resolve("ada/.config/k3form/identity.txt");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(identity)))
        .isEqualTo("rw-------");
    assertThat(keys("ada").list()).hasSize(1);
    assertThat(store(keys("ada")).read().resources()).containsValue(Samples.fullRecord());
    assertThatThrownBy(() -> store(keys("bob")).read())
        .hasMessageContaining("K3-0730")
        .hasMessageContaining("no identity was found");
  }

  @Test
  void withoutSecretsNobodyNeedsAKey() {
    try (StateSession session = store(keys("ada")).open("apply", Duration.ZERO)) {
      session.put(Samples.record(Samples.vm("a"), "a"));
      session.commit("apply");
    }
    assertThat(keys("ada").exist()).isFalse();
    assertThat(store(keys("bob")).read().resources()).hasSize(1);
  }

  @Test
  void whoIsAddedCanOpenAndWhoIsRemovedCannot() throws IOException {
    writeRecord(keys("ada"));
    byte[] before = Files.readAllBytes(project.resolve("k3form.state.json"));
    Identity.X25519 bob = Identity.X25519.random();
    Map<String, String> bobs = Map.of(KeyEnvironment.IDENTITY, bob.secretText());
    keys("ada").add(publicKey(bob), "bob");
    assertThat(Files.readAllBytes(project.resolve("k3form.state.json"))).isEqualTo(before);
    State state = store(keys("bob", bobs)).read();
    assertThat(state.resources()).containsValue(Samples.fullRecord());
    assertThat(keys("x").list()).extracting(KeyMember::name).contains("bob");

    KeyRotation.ofLocal(keys("ada")).remove(publicKey(bob));
    assertThat(Files.readAllBytes(project.resolve("k3form.state.json"))).isNotEqualTo(before);
    assertThatThrownBy(() -> store(keys("bob", bobs)).read()).hasMessageContaining("K3-0730");
    assertThat(store(keys("ada")).read()).isEqualTo(state);
    assertThat(keys("ada").load().keys()).hasSize(1);
    String last = keys("ada").list().getFirst().recipient();
    assertThatThrownBy(() -> KeyRotation.ofLocal(keys("ada")).remove(last))
        .hasMessageContaining("K3-0738");
  }

  @Test
  void aPassphraseOpensItsOwnFile() {
    writeRecord(keys("ada"));
    keys("ada").addPassphrase("correct horse");
    Map<String, String> right = Map.of(KeyEnvironment.PASSPHRASE, "correct horse");
    Map<String, String> wrong = Map.of(KeyEnvironment.PASSPHRASE, "wrong horse");
    assertThat(store(keys("ci", right)).read().resources()).hasSize(1);
    assertThatThrownBy(() -> store(keys("ci", wrong)).read())
        .hasMessageContaining("K3-0730")
        .hasMessageNotContaining("wrong horse");
    assertThatThrownBy(() -> KeyRotation.ofLocal(keys("ada")).rotate())
        .hasMessageContaining("no passphrase was given");
    assertThatThrownBy(() -> KeyRotation.ofLocal(keys("ada", wrong)).rotate())
        .hasMessageContaining("K3-0747");
    assertThat(store(keys("ci", right)).read().resources()).hasSize(1);
    KeyRotation.ofLocal(keys("ada", right)).rotate();
    assertThat(store(keys("ci", right)).read().resources()).hasSize(1);
    KeyRotation.ofLocal(keys("ada")).remove("passphrase");
    assertThatThrownBy(() -> store(keys("ci", right)).read()).hasMessageContaining("K3-0730");
  }

  @Test
  void aPersonIsAskedForThePassphraseOnlyIfNothingElseOpensTheKey() {
    writeRecord(keys("ada"));
    keys("ada").addPassphrase("correct horse");
    assertThat(asking("ada", "nobody asks").load().keys()).hasSize(1);
    assertThat(asking("ci", "correct horse").load().keys()).hasSize(1);
    assertThatThrownBy(() -> asking("ci", "wrong horse").load())
        .hasMessageContaining("K3-0730")
        .hasMessageNotContaining("wrong horse");
  }

  private StateKeys asking(String home, String answer) {
    return new StateKeys(
        new RealDisk(),
        StateLocation.of(project),
        new KeyEnvironment(
            Map.of(),
            directory.resolve(home),
            file -> {
              assertThat(answer).isNotEqualTo("nobody asks");
              assertThat(file.getFileName()).hasToString("k3form.state.key.passphrase");
              return Optional.of(answer);
            }),
        CHEAP);
  }

  @Test
  void aRecipientSlippedIntoTheListIsNoticed() throws IOException {
    writeRecord(keys("ada"));
    Path list = project.resolve("k3form.state.recipients");
    String eve = publicKey(Identity.X25519.random());
    Files.writeString(list, Files.readString(list) + eve + "\n");
    assertThatThrownBy(() -> KeyRotation.ofLocal(keys("ada")).rotate())
        .hasMessageContaining("K3-0737")
        .hasMessageContaining(eve);
    assertThatThrownBy(() -> keys("ada").add("age1nonsense", "x")).hasMessageContaining("K3-0737");
  }

  @Test
  void damageAndAbsenceOfTheKeyAreTold() throws IOException {
    writeRecord(keys("ada"));
    Path key = project.resolve("k3form.state.key");
    String whole = Files.readString(key);
    Files.writeString(key, whole.substring(0, whole.length() / 2));
    assertThatThrownBy(() -> store(keys("ada")).read()).hasMessageContaining("K3-0732");
    Files.delete(key);
    assertThatThrownBy(() -> store(keys("ada")).read()).hasMessageContaining("K3-0731");
    Map<String, String> bad = Map.of(KeyEnvironment.IDENTITY_FILE, "/nowhere/id.txt");
    Files.writeString(key, whole);
    assertThatThrownBy(() -> store(keys("ada", bad)).read()).hasMessageContaining("K3-0736");
    assertThatThrownBy(() -> keys("ada").add("age1nonsense", "x")).hasMessageContaining("K3-0735");
  }

  @Test
  void theAgeToolOpensTheKeyFileAndEncryptsForTheList() throws Exception {
    Programs.need("age", "ssh-keygen");
    writeRecord(keys("ada"));
    Files.createDirectories(directory.resolve("bob/.ssh"));
    Path ssh = directory.resolve("bob/.ssh/id_ed25519");
    Programs.run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", ssh.toString());
    keys("ada").add(Files.readString(directory.resolve("bob/.ssh/id_ed25519.pub")), "bob's ssh");
    assertThat(store(keys("bob")).read().resources()).hasSize(1);
    String identity = directory.resolve("ada/.config/k3form/identity.txt").toString();
    String inside = Programs.run(project, "age", "-d", "-i", identity, "k3form.state.key");
    assertThat(inside).contains("k3form-state-key/1").contains("bob's ssh");
    assertThat(Programs.run(project, "age", "-d", "-i", ssh.toString(), "k3form.state.key"))
        .isEqualTo(inside);
    Files.writeString(project.resolve("x"), "x");
    Programs.run(project, "age", "-R", "k3form.state.recipients", "-o", "x.age", "x");
    assertThat(Programs.run(project, "age", "-d", "-i", identity, "x.age")).isEqualTo("x");
  }
}
