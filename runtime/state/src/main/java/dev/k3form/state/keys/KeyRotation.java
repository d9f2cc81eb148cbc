package dev.k3form.state.keys;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.age.AgeException;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.secret.DataKey;
import dev.k3form.state.secret.DataKeySealer;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.LocalStateStore;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A new data key, and all seals made anew with it.
 *
 * <p>In between the key file holds both keys, so a crash at any moment leaves everything readable
 * and the next rotation finishes the work. What was committed before stays readable for whoever had
 * the old key: after removing somebody, change the secrets themselves as well.
 */
public final class KeyRotation {
  private final StateKeys keys;
  private final Function<Sealer, List<StateStore>> stores;

  /** Creates the rotation of keys that seal what these stores hold. */
  public KeyRotation(StateKeys keys, Function<Sealer, List<StateStore>> stores) {
    this.keys = keys;
    this.stores = stores;
  }

  /** Returns the rotation of keys that seal the state files of their own directory. */
  public static KeyRotation ofLocal(StateKeys keys) {
    return new KeyRotation(
        keys,
        sealer ->
            StateLocation.all(keys.location().directory()).stream()
                .<StateStore>map(location -> new LocalStateStore(location, sealer))
                .toList());
  }

  /** Makes a new data key for the same recipients. */
  public void rotate() {
    KeyRing ring = keys.loadChecked();
    rotate(ring, ring.members(), Files.exists(keys.location().passphraseKeyFile()));
  }

  /**
   * Makes a new data key without one of the recipients.
   *
   * @param recipient the public key, or {@code passphrase}
   */
  public void remove(String recipient) {
    KeyRing ring = keys.loadChecked();
    boolean passphrase = Files.exists(keys.location().passphraseKeyFile());
    List<KeyRing.Member> members = new ArrayList<>(ring.members());
    if (recipient.equals("passphrase")) {
      if (!passphrase) {
        throw new StateException(StateProblems.notAmongRecipients(recipient));
      }
      passphrase = false;
    } else if (!members.removeIf(m -> isOf(m, recipient))) {
      throw new StateException(StateProblems.notAmongRecipients(recipient));
    }
    if (members.isEmpty()) {
      throw new StateException(StateProblems.lastRecipient());
    }
    rotate(ring, members, passphrase);
  }

  private static boolean isOf(KeyRing.Member member, String recipient) {
    try {
      return member.recipient().equals(KeyRing.Member.parse(recipient, "").recipient());
    } catch (AgeException e) {
      return false;
    }
  }

  private void rotate(KeyRing ring, List<KeyRing.Member> members, boolean passphrase) {
    Optional<String> phrase = passphrase ? keys.passphraseAtHand() : Optional.empty();
    if (passphrase && phrase.filter(keys::isPassphrase).isEmpty()) {
      throw new StateException(
          StateProblems.passphraseNeeded(keys.location().passphraseKeyFile(), phrase.isPresent()));
    }
    List<DataKey> both = new ArrayList<>(List.of(DataKey.random()));
    both.addAll(ring.keys());
    write(new KeyRing(both, members), phrase);
    stores.apply(new DataKeySealer(both)).forEach(StateStore::reseal);
    write(new KeyRing(both.subList(0, 1), members), phrase);
  }

  private void write(KeyRing ring, Optional<String> phrase) {
    keys.write(ring);
    if (phrase.isPresent()) {
      keys.writePassphrase(ring, phrase.get());
    } else {
      try {
        keys.disk().delete(keys.location().passphraseKeyFile());
      } catch (IOException e) {
        throw new StateException(
            StateProblems.unwritable(keys.location().passphraseKeyFile(), DiskReason.of(e)), e);
      }
    }
  }
}
