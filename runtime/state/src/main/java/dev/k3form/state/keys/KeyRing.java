package dev.k3form.state.keys;

import dev.k3form.state.age.AgeException;
import dev.k3form.state.age.Recipient;
import dev.k3form.state.secret.DataKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is inside the key file: the data keys and the list of those who may open it.
 *
 * <p>The list stands inside too, so that a recipient who was slipped into the public list is
 * noticed before anything is encrypted for them.
 *
 * @param keys the current data key first; the one before it while all seals are made anew
 */
record KeyRing(List<DataKey> keys, List<Member> members) {
  private static final String FIRST_LINE = "k3form-state-key/1";

  /**
   * A recipient with the name that people gave it.
   *
   * @param name may be empty
   */
  record Member(Recipient recipient, String text, String name) {
    static Member parse(String text, String name) {
      Recipient recipient = Recipient.parse(text);
      return new Member(recipient, textOf(recipient), name);
    }

    private static String textOf(Recipient recipient) {
      return switch (recipient) {
        case Recipient.X25519(String t) -> t;
        case Recipient.SshEd25519(String t) -> t;
        case Recipient.Passphrase _ ->
            throw new AgeException("a passphrase is not in the list of public keys");
      };
    }
  }

  KeyRing {
    keys = List.copyOf(keys);
    members = List.copyOf(members);
  }

  KeyRing withMembers(List<Member> others) {
    return new KeyRing(keys, others);
  }

  KeyRing withKeys(List<DataKey> others) {
    return new KeyRing(others, members);
  }

  List<Recipient> recipients() {
    return members.stream().map(Member::recipient).toList();
  }

  /** Returns the content to encrypt. */
  byte[] toBytes() {
    StringBuilder out = new StringBuilder(FIRST_LINE).append('\n');
    keys.forEach(key -> out.append("key ").append(key.text()).append('\n'));
    members.forEach(
        m -> out.append("recipient ").append(m.text()).append(" # ").append(m.name()).append('\n'));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  static KeyRing parse(byte[] content) {
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
      throw new AgeException("what is inside is not a key of k3form, or of a newer one");
    }
    List<DataKey> keys = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("key ")) {
        keys.add(key(line.substring(4)));
      } else if (line.startsWith("recipient ")) {
        int hash = line.indexOf(" # ");
        members.add(
            Member.parse(
                line.substring(10, hash < 0 ? line.length() : hash),
                hash < 0 ? "" : line.substring(hash + 3)));
      } else {
        throw new AgeException("there is a line in it that this version does not know");
      }
    }
    if (keys.isEmpty()) {
      throw new AgeException("there is no key in it");
    }
    return new KeyRing(keys, members);
  }

  private static DataKey key(String text) {
    try {
      return DataKey.parse(text);
    } catch (IllegalArgumentException e) {
      throw new AgeException("the key in it is damaged");
    }
  }

  /** Returns the public list: a file that {@code age -R} reads. */
  String publicList() {
    StringBuilder out =
        new StringBuilder("# Who can open k3form.state.key. Changed by `k3form keys`.\n");
    for (Member member : members) {
      out.append("# ").append(member.name()).append('\n').append(member.text()).append('\n');
    }
    return out.toString();
  }

  /** Reads a public list. */
  static List<Member> parseList(String text) {
    List<Member> members = new ArrayList<>();
    String name = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("#")) {
        name = line.substring(1).strip();
      } else if (!line.isBlank()) {
        members.add(Member.parse(line, name));
        name = "";
      }
    }
    return members;
  }

  @Override
  public String toString() {
    return "KeyRing[" + members.size() + " recipients]";
  }
}
