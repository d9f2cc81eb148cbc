package dev.k3form.state.keys;

import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.age.AgeException;
import dev.k3form.state.age.AgeFile;
import dev.k3form.state.age.Identity;
import dev.k3form.state.age.Recipient;
import dev.k3form.state.disk.Disk;
import dev.k3form.state.disk.DiskReason;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.secret.DataKey;
import dev.k3form.state.secret.DataKeySealer;
import dev.k3form.state.secret.Sealer;
import dev.k3form.state.store.StateLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data key of a working directory and those who may open it.
 *
 * <p>{@code k3form.state.key} is an age file for the recipients that {@code
 * k3form.state.recipients} lists in public; {@code k3form.state.key.passphrase}, if there is one,
 * is the same for those who know a passphrase (an age file for a passphrase has no other
 * recipients).
 */
public final class StateKeys {
  private final Disk disk;
  private final StateLocation location;
  private final KeyEnvironment environment;
  private final int passphraseCost;

  /** Creates the keys of a location, opened by the identities of an environment. */
  public StateKeys(StateLocation location, KeyEnvironment environment) {
    this(new RealDisk(), location, environment, Recipient.Passphrase.COST);
  }

  StateKeys(Disk disk, StateLocation location, KeyEnvironment environment, int passphraseCost) {
    this.disk = disk;
    this.location = location;
    this.environment = environment;
    this.passphraseCost = passphraseCost;
  }

  /**
   * Returns a sealer that opens the key file when the first secret asks for it, and makes one when
   * the first secret is sealed and there is none.
   */
  public Sealer sealer() {
    return new LazySealer(
        () -> new DataKeySealer(load().keys(), location.keyFile()),
        () -> new DataKeySealer(loadOrCreate().keys(), location.keyFile()));
  }

  /** Reports whether there is a key file. */
  public boolean exist() {
    return Files.exists(location.keyFile()) || Files.exists(location.passphraseKeyFile());
  }

  /** Makes what is missing: an identity for the user, a data key, the files. */
  public void init() {
    if (!exist()) {
      loadOrCreate();
    }
  }

  /** Returns the identity files that others than their owner can read. */
  public List<Path> openIdentities() {
    return new Identities(environment).open();
  }

  /** Returns who may open the key, without opening it. */
  public List<KeyMember> list() {
    List<KeyMember> out = new ArrayList<>();
    publicList().forEach(m -> out.add(new KeyMember(m.text(), m.name())));
    if (Files.exists(location.passphraseKeyFile())) {
      out.add(new KeyMember("passphrase", location.passphraseKeyFile().getFileName().toString()));
    }
    return out;
  }

  /** Lets one more open the key; reports whether that is news. */
  public boolean add(String recipient, String name) {
    KeyRing ring = loadChecked();
    KeyRing.Member member = member(recipient, name);
    List<KeyRing.Member> members = new ArrayList<>(ring.members());
    boolean there = members.removeIf(m -> m.recipient().equals(member.recipient()));
    if (there && (member.name().isEmpty() || ring.members().contains(member))) {
      return false;
    }
    members.add(member);
    write(ring.withMembers(members));
    return true;
  }

  /** Lets those open the key who know the passphrase, instead of those who knew the last one. */
  public void addPassphrase(String passphrase) {
    writePassphrase(loadChecked(), passphrase);
  }

  KeyRing loadChecked() {
    if (!exist()) {
      throw new StateException(StateProblems.noKeyYet(location.keyFile()));
    }
    KeyRing ring = load();
    if (Files.exists(location.recipientsFile())) {
      List<String> inside = ring.members().stream().map(KeyRing.Member::text).sorted().toList();
      List<String> outside = publicList().stream().map(KeyRing.Member::text).sorted().toList();
      if (!inside.equals(outside)) {
        throw new StateException(
            StateProblems.recipientsDiffer(location.recipientsFile(), difference(inside, outside)));
      }
    }
    return ring;
  }

  private static String difference(List<String> inside, List<String> outside) {
    List<String> added = new ArrayList<>(outside);
    added.removeAll(inside);
    List<String> gone = new ArrayList<>(inside);
    gone.removeAll(outside);
    return added.isEmpty()
        ? "it lacks " + String.join(", ", gone)
        : "it has " + String.join(", ", added) + ", which the key file was not made for";
  }

  private KeyRing loadOrCreate() {
    if (exist()) {
      return load();
    }
    KeyRing ring = new KeyRing(List.of(DataKey.random()), ownMembers());
    write(ring);
    return ring;
  }

  private List<KeyRing.Member> ownMembers() {
    for (Identities.Found found : new Identities(environment).all()) {
      Optional<Recipient> recipient = found.identity().recipient();
      if (recipient.isPresent() && recipient.get() instanceof Recipient.X25519(String text)) {
        return List.of(KeyRing.Member.parse(text, who()));
      }
    }
    return List.of(KeyRing.Member.parse(createIdentity(), who()));
  }

  /** Makes an identity for the user and returns its public key. */
  private String createIdentity() {
    Identity.X25519 identity = Identity.X25519.random();
    Recipient recipient = identity.recipient().orElseThrow();
    String text = recipient instanceof Recipient.X25519(String t) ? t : "";
    String content = "# public key: " + text + "\n" + identity.secretText() + "\n";
    Path file = environment.ownIdentityFile();
    try {
      Path directory = file.getParent();
      if (directory != null) {
        disk.makeDirectory(directory);
      }
      disk.write(file, content.getBytes(StandardCharsets.UTF_8), true);
    } catch (IOException e) {
      throw new StateException(
          StateProblems.badIdentity("`" + file + "` cannot be made", DiskReason.of(e)), e);
    }
    return text;
  }

  private static String who() {
    return System.getProperty("user.name", "me");
  }

  /** Opens the key file with what is at hand. */
  KeyRing load() {
    if (!exist()) {
      throw new StateException(StateProblems.keyMissing(location.keyFile()));
    }
    List<Identities.Found> found = new Identities(environment).all();
    List<String> tried = new ArrayList<>(found.stream().map(Identities.Found::source).toList());
    Optional<KeyRing> ring =
        open(location.keyFile(), found.stream().map(Identities.Found::identity).toList());
    if (ring.isEmpty() && Files.exists(location.passphraseKeyFile())) {
      Optional<String> passphrase = passphraseAtHand();
      passphrase.ifPresent(_ -> tried.add("the passphrase"));
      ring = passphrase.flatMap(this::openBy);
    }
    if (ring.isEmpty() && !Files.exists(location.keyFile())) {
      throw new StateException(StateProblems.keyMissing(location.keyFile()));
    }
    return ring.orElseThrow(
        () ->
            new StateException(
                StateProblems.noIdentity(
                    location.keyFile(), tried, Files.exists(location.passphraseKeyFile()))));
  }

  private Optional<KeyRing> openBy(String passphrase) {
    return open(location.passphraseKeyFile(), List.of(new Identity.Passphrase(passphrase)));
  }

  private Optional<KeyRing> open(Path file, List<Identity> identities) {
    try {
      Optional<byte[]> content = disk.read(file);
      return content.flatMap(c -> AgeFile.decrypt(identities, c)).map(KeyRing::parse);
    } catch (AgeException e) {
      throw new StateException(StateProblems.keyDamaged(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new StateException(StateProblems.unreadable(file, DiskReason.of(e)), e);
    }
  }

  private List<KeyRing.Member> publicList() {
    Path file = location.recipientsFile();
    try {
      String text = new String(disk.read(file).orElse(new byte[0]), StandardCharsets.UTF_8);
      return KeyRing.parseList(text);
    } catch (AgeException e) {
      throw new StateException(StateProblems.recipientsDiffer(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new StateException(StateProblems.unreadable(file, DiskReason.of(e)), e);
    }
  }

  static KeyRing.Member member(String recipient, String name) {
    try {
      return KeyRing.Member.parse(recipient, name.lines().findFirst().orElse(""));
    } catch (AgeException e) {
      String shown = recipient.startsWith("AGE-SECRET") ? "AGE-SECRET-KEY-..." : recipient;
      throw new StateException(StateProblems.badRecipient(shown, e.getMessage()), e);
    }
  }

  /** Writes the key file and then the public list; the list inside the key file leads. */
  void write(KeyRing ring) {
    replace(location.keyFile(), AgeFile.encrypt(ring.recipients(), ring.toBytes()));
    replace(location.recipientsFile(), ring.publicList());
  }

  void writePassphrase(KeyRing ring, String passphrase) {
    Recipient recipient = new Recipient.Passphrase(passphrase, passphraseCost);
    replace(location.passphraseKeyFile(), AgeFile.encrypt(List.of(recipient), ring.toBytes()));
  }

  private void replace(Path file, String content) {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      disk.write(fresh, content.getBytes(StandardCharsets.UTF_8), false);
      disk.rename(fresh, file);
      disk.syncDirectory(location.directory().toAbsolutePath());
    } catch (IOException e) {
      throw new StateException(StateProblems.unwritable(file, DiskReason.of(e)), e);
    }
  }

  StateLocation location() {
    return location;
  }

  Disk disk() {
    return disk;
  }

  /** Returns the passphrase that the environment gives, or a person. */
  Optional<String> passphraseAtHand() {
    return new Identities(environment)
        .passphrase()
        .or(() -> environment.prompt().ask(location.passphraseKeyFile()));
  }

  /** Reports whether a passphrase is the one that the key file is encrypted for. */
  boolean isPassphrase(String passphrase) {
    return openBy(passphrase).isPresent();
  }
}
