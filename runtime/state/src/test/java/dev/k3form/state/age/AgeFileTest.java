package dev.k3form.state.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.testkit.local.Programs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeFileTest {
  private static final byte[] CONTENT = "the content\n".getBytes(StandardCharsets.UTF_8);
  private static final int CHEAP = 10;

  @TempDir Path directory;

  private static Recipient recipient(Identity identity) {
    return identity.recipient().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
  void whatWasEncryptedIsDecrypted(int length) {
    Identity one = Identity.X25519.random();
    Identity two = Identity.X25519.random();
    byte[] plain = new byte[length];
    String file = AgeFile.encrypt(List.of(recipient(one), recipient(two)), plain);
    byte[] bytes = file.getBytes(StandardCharsets.US_ASCII);
    assertThat(AgeFile.decrypt(List.of(two), bytes)).hasValue(plain);
    assertThat(AgeFile.decrypt(List.of(Identity.X25519.random()), bytes)).isEmpty();
  }

  @Test
  void aPassphraseIsAlone() {
    Recipient phrase = new Recipient.Passphrase("horse", CHEAP);
    byte[] file = AgeFile.encrypt(List.of(phrase), CONTENT).getBytes(StandardCharsets.US_ASCII);
    assertThat(AgeFile.decrypt(List.of(new Identity.Passphrase("horse")), file)).hasValue(CONTENT);
    assertThat(AgeFile.decrypt(List.of(new Identity.Passphrase("house")), file)).isEmpty();
    Recipient other = recipient(Identity.X25519.random());
    assertThatThrownBy(() -> AgeFile.encrypt(List.of(phrase, other), CONTENT))
        .isInstanceOf(AgeException.class);
  }

  @Test
  void anyChangeIsNoticed() {
    Identity me = Identity.X25519.random();
    String text = AgeFile.encrypt(List.of(recipient(me)), CONTENT);
    byte[] binary =
        java.util.Base64.getMimeDecoder()
            .decode(text.lines().filter(l -> !l.startsWith("-")).reduce("", String::concat));
    assertThat(AgeFile.decrypt(List.of(me), binary)).hasValue(CONTENT);
    for (int i = 0; i < binary.length; i++) {
      byte[] changed = binary.clone();
      changed[i] ^= 1;
      boolean noticed;
      try {
        noticed = AgeFile.decrypt(List.of(me), changed).isEmpty();
      } catch (AgeException e) {
        noticed = true;
      }
      assertThat(noticed).as("byte %d", i).isTrue();
      byte[] cut = java.util.Arrays.copyOf(binary, i);
      assertThatThrownBy(() -> AgeFile.decrypt(List.of(me), cut)).isInstanceOf(AgeException.class);
    }
  }

  @Test
  void keysOfTheReferenceToolAreRead() {
    // Bech32 of BIP 173, and a pair that age-keygen made.
    assertThat(Bech32.encode("a", new byte[0])).isEqualTo("a12uel5l");
    Identity.X25519 identity =
        Identity.X25519.parse(
            "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX");
    assertThat(identity.secretText()).startsWith("AGE-SECRET-KEY-1GFPYYSJ");
    assertThatThrownBy(() -> Recipient.parse("age1qqqq")).isInstanceOf(AgeException.class);
    assertThatThrownBy(() -> Recipient.parse(identity.secretText()))
        .hasMessageContaining("secret key")
        .hasMessageNotContaining("GFPYY");
    assertThat(identity.toString()).doesNotContain("GFPYY");
  }

  @Test
  void theAgeToolOpensOurFiles() throws Exception {
    Programs.need("age", "age-keygen", "ssh-keygen");
    Path identities = directory.resolve("id.txt");
    Programs.run(directory, "age-keygen", "-o", identities.toString());
    String secret =
        Files.readAllLines(identities).stream()
            .filter(l -> l.startsWith("AGE-"))
            .findFirst()
            .orElseThrow();
    Identity age = Identity.X25519.parse(secret);
    String shown = Programs.run(directory, "age-keygen", "-y", identities.toString()).strip();
    assertThat(recipient(age)).isEqualTo(Recipient.parse(shown));

    Programs.run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "ssh");
    Identity ssh = Identity.SshEd25519.parse(Files.readString(directory.resolve("ssh")));
    String pub = Files.readString(directory.resolve("ssh.pub"));
    assertThat(recipient(ssh)).isEqualTo(Recipient.parse(pub));

    Path file = directory.resolve("file.age");
    Files.writeString(file, AgeFile.encrypt(List.of(recipient(age), recipient(ssh)), CONTENT));
    String expected = new String(CONTENT, StandardCharsets.UTF_8);
    assertThat(Programs.run(directory, "age", "-d", "-i", "id.txt", "file.age"))
        .isEqualTo(expected);
    assertThat(Programs.run(directory, "age", "-d", "-i", "ssh", "file.age")).isEqualTo(expected);

    Files.write(directory.resolve("plain"), new byte[150_000]);
    Programs.run(directory, "age", "-r", shown, "-R", "ssh.pub", "-o", "theirs.age", "plain");
    byte[] theirs = Files.readAllBytes(directory.resolve("theirs.age"));
    assertThat(AgeFile.decrypt(List.of(age), theirs)).hasValue(new byte[150_000]);
    assertThat(AgeFile.decrypt(List.of(ssh), theirs)).hasValue(new byte[150_000]);
    Programs.run(directory, "age", "-a", "-r", shown, "-o", "theirs.txt", "plain");
    byte[] armored = Files.readAllBytes(directory.resolve("theirs.txt"));
    assertThat(AgeFile.decrypt(List.of(age), armored)).hasValue(new byte[150_000]);
  }

  @Test
  void aProtectedSshKeyIsRefused() throws Exception {
    Programs.need("ssh-keygen");
    Programs.run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", "ssh");
    String text = Files.readString(directory.resolve("ssh"));
    assertThatThrownBy(() -> Identity.SshEd25519.parse(text)).hasMessageContaining("passphrase");
  }
}
