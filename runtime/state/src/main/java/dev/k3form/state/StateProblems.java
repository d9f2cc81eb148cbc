package dev.k3form.state;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.Collection;

/** The texts of all that can be wrong with state, journal, keys and locks: codes 0701 to 0769. */
public final class StateProblems {
  private static final String RECOVER = "look at what is left of it:\n  k3form state verify";

  private StateProblems() {}

  /** The state file has no content. */
  public static Diagnostic emptyFile(Path file) {
    return Diagnostic.error("K3-0701", "the state file is empty")
        .note("`" + file + "` is there but has no content, so k3form cannot tell what it manages.")
        .note("An empty file is never taken for a new state: that would create everything again.")
        .help(Committed.help("state", file))
        .help("if there really was never an apply, remove the file:\n  rm " + file)
        .build();
  }

  /** The state file is not JSON, or stops in the middle. */
  public static Diagnostic damagedFile(Path file, String why, boolean truncated) {
    return Diagnostic.error(
            "K3-0702", truncated ? "the state file is cut off" : "the state file is damaged")
        .note("`" + file + "`: " + why + ".")
        .help(Committed.help("state", file))
        .help(RECOVER)
        .build();
  }

  /** The state file holds the markers of a textual merge. */
  public static Diagnostic conflictMarkers(Path file, int line) {
    return Diagnostic.error("K3-0703", "the state file has conflict markers of git")
        .note("`" + file + "`, line " + line + ", begins a conflict of a line-based merge.")
        .help(
            "install the merge driver of k3form and merge again:\n"
                + "  k3form init\n"
                + "  git checkout -m -- "
                + file)
        .build();
  }

  /** The file is somebody else's. */
  public static Diagnostic foreignFile(Path file, String whose) {
    return Diagnostic.error("K3-0704", "the state file is not one of k3form")
        .note("`" + file + "` looks like " + whose + ".")
        .help("move it away and import what it manages:\n  k3form import ADDRESS ID")
        .help(Committed.help("state", file))
        .build();
  }

  /** The file was written by a later version of k3form. */
  public static Diagnostic newerFile(Path file, long found, int known) {
    return Diagnostic.error("K3-0705", "the state file needs a newer k3form")
        .note(
            "`"
                + file
                + "` has format version "
                + found
                + "; this k3form reads up to "
                + known
                + ".")
        .help("use the version of k3form that your colleagues use:\n  k3form version")
        .build();
  }

  /** The file is JSON of the right kind, but its content contradicts the format. */
  public static Diagnostic wrongContent(Path file, String why) {
    return Diagnostic.error("K3-0706", "the state file has content that cannot be")
        .note("`" + file + "`: " + why + ".")
        .help(Committed.help("state", file))
        .help(RECOVER)
        .build();
  }

  /** A merge left conflicts in the file. */
  public static Diagnostic unresolvedConflicts(Path file, Collection<String> places) {
    Diagnostic.Builder builder =
        Diagnostic.error("K3-0707", "the state file has unresolved merge conflicts")
            .note(
                "In `"
                    + file
                    + "` two people changed the same records: "
                    + String.join(", ", places));
    if (places.size() > 3) {
      builder.help(
          "keep one side of all of them:\n"
              + "  k3form state resolve --ours --all\n  k3form state resolve --theirs --all");
    }
    for (String place : places.stream().limit(3).toList()) {
      builder.help(
          "keep one side of `"
              + place
              + "`:\n  k3form state resolve --ours '"
              + place
              + "'\n  k3form state resolve --theirs '"
              + place
              + "'");
    }
    return builder.help("then compare with what is really there:\n  k3form plan").build();
  }

  /** Reading failed. */
  public static Diagnostic unreadable(Path file, String why) {
    return Diagnostic.error("K3-0708", "the state cannot be read")
        .note("`" + file + "`: " + why + ".")
        .help("check that the file is readable for you:\n  ls -l " + file)
        .build();
  }

  /** Writing the snapshot failed. */
  public static Diagnostic unwritable(Path file, String why) {
    return Diagnostic.error("K3-0709", "the state file cannot be written")
        .note("`" + file + "`: " + why + ".")
        .note(
            "Nothing is lost: the last snapshot is untouched and what was done since is in the"
                + " journal.")
        .help(
            "make room or restore the permissions, then write it from the journal:\n"
                + "  k3form recover")
        .build();
  }

  /** A frame inside the journal does not check, and valid ones follow. */
  public static Diagnostic damagedJournal(Path file, long offset, String why) {
    return Diagnostic.error("K3-0710", "the journal is damaged")
        .note("`" + file + "`, byte " + offset + ": " + why + ".")
        .note("What was done after that point cannot be taken on faith, so nothing is dropped.")
        .help("keep the readable part and ask the providers about the rest:\n  k3form recover")
        .build();
  }

  /** The state was changed behind an unfinished run's back. */
  public static Diagnostic journalConflict(Path journal, Collection<String> places) {
    return Diagnostic.error("K3-0711", "an unfinished run and the state file contradict each other")
        .note(
            "The journal of an interrupted run and the state file, which was changed since, both"
                + " have news of: "
                + String.join(", ", places)
                + ".")
        .note("The journal is `" + journal + "`.")
        .help("settle it with what the providers see:\n  k3form recover")
        .build();
  }

  /** The journal was written by a later version of k3form, or is something else. */
  public static Diagnostic strangeJournal(Path file, String why) {
    return Diagnostic.error("K3-0712", "the journal is not one that this k3form reads")
        .note("`" + file + "`: " + why + ".")
        .help("use the version of k3form that wrote it:\n  k3form version")
        .build();
  }

  /** An entry could not be made durable. */
  public static Diagnostic journalUnwritable(Path file, String why) {
    return Diagnostic.error("K3-0713", "the journal cannot be written")
        .note("`" + file + "`: " + why + ".")
        .note(
            "Nothing more is started. What was recorded so far is safe; what was under way is found"
                + " again at the next run.")
        .help("make room on the disk, then go on where this run stopped:\n  k3form apply")
        .build();
  }

  /** The snapshot that was written does not read back. */
  public static Diagnostic unverified(Path file, String why) {
    return Diagnostic.error("K3-0714", "the written state does not read back")
        .note("`" + file + "`: " + why + ". The old state file is untouched, the journal is kept.")
        .help("check the disk, then write it from the journal:\n  k3form recover")
        .build();
  }

  /** The journal belongs to another state. */
  public static Diagnostic journalOfOther(Path journal, String found, String expected) {
    return Diagnostic.error("K3-0715", "the journal belongs to another state")
        .note(
            "`"
                + journal
                + "` continues the state of lineage "
                + found
                + ", the state file is "
                + expected
                + ".")
        .help(
            "bring the state file back that the interrupted run began with, or settle it:\n"
                + "  k3form recover")
        .build();
  }

  /** There is a journal, but the snapshot that it builds on is gone. */
  public static Diagnostic missingSnapshot(Path file, Path journal) {
    return Diagnostic.error("K3-0716", "the state file is missing")
        .note(
            "`"
                + journal
                + "` continues a state that was in `"
                + file
                + "`, and that file is gone.")
        .help(Committed.help("state", file))
        .build();
  }

  /** There was a state here, and it is gone without a trace. */
  public static Diagnostic vanished(String what, Path file, Path marker) {
    return Diagnostic.error("K3-0717", "the state is gone")
        .note("This clone has worked on a state that was in " + what + ", and now there is none.")
        .note("It is not taken for a new state: that would create everything again.")
        .help(Committed.help("state", file))
        .help("if a new state is meant to begin here:\n  rm " + marker)
        .build();
  }

  /** Somebody else is changing the state. */
  public static Diagnostic locked(String what, String holder, String waited) {
    return Diagnostic.error("K3-0720", "the state is locked")
        .note(
            what + " is held by " + holder + (waited.isEmpty() ? "." : "; waited " + waited + "."))
        .help("wait for it:\n  k3form apply -lock-timeout=10m")
        .help("if that run is known to be dead:\n  k3form unlock")
        .build();
  }

  /** The lock went to somebody else while this run held it. */
  public static Diagnostic lockLost(String what, String why) {
    return Diagnostic.error("K3-0721", "the lock on the state was lost")
        .note(what + ": " + why + ".")
        .note("Nothing more is started. What was done is in the local journal.")
        .help("see who holds it, then go on:\n  k3form apply")
        .build();
  }

  /** A lock cannot be broken because its holder lives. */
  public static Diagnostic holderAlive(String holder) {
    return Diagnostic.error("K3-0722", "the holder of the lock is alive")
        .note("The lock is held by " + holder + ", and dies with that process.")
        .help("let it finish, or interrupt that process: it stops where nothing is left half done")
        .build();
  }

  /** A lock cannot be broken because its holder still shows signs of life. */
  public static Diagnostic holderBeating(String holder, long expirySeconds) {
    return Diagnostic.error("K3-0723", "the holder of the lock is alive")
        .note("The lock is held by " + holder + ".")
        .note(
            "A holder that dies is silent; after "
                + expirySeconds
                + "s of silence its lock is free for the next run.")
        .help("let it finish, or wait for its lock to expire:\n  k3form apply -lock-timeout=5m")
        .build();
  }

  /** No identity at hand opens the key file. */
  public static Diagnostic noIdentity(Path keyFile, Collection<String> tried, boolean passphrase) {
    Diagnostic.Builder out =
        Diagnostic.error("K3-0730", "none of your identities opens the state key");
    if (passphrase) {
      out.help(
          "a passphrase opens it, too; type it at a terminal, or name a file whose first line it"
              + " is:\n  export K3FORM_AGE_PASSPHRASE_FILE=~/keys/passphrase");
    }
    return out.note(
            "`"
                + keyFile
                + "` is encrypted for other recipients. Tried: "
                + (tried.isEmpty() ? "nothing, no identity was found" : String.join(", ", tried))
                + ".")
        .help("say where your identity is:\n  export K3FORM_AGE_IDENTITY_FILE=~/keys/identity.txt")
        .help("or ask someone who can open it to add you:\n  k3form keys add age1...")
        .build();
  }

  /** A new key cannot be encrypted for a passphrase that is not known. */
  public static Diagnostic passphraseNeeded(Path file, boolean wrong) {
    return Diagnostic.error("K3-0747", "the new key needs the passphrase")
        .note(
            "`"
                + file
                + "` has to be made anew with it, and "
                + (wrong ? "the one that was given does not open it." : "no passphrase was given."))
        .help(
            "type it at a terminal, or name a file whose first line it is:\n"
                + "  export K3FORM_AGE_PASSPHRASE_FILE=~/keys/passphrase")
        .help(
            "if nobody knows it any more, let it open the key no longer:\n"
                + "  k3form keys remove passphrase")
        .build();
  }

  /** The state has seals but there is no key file. */
  public static Diagnostic keyMissing(Path keyFile) {
    return Diagnostic.error("K3-0731", "the state key is missing")
        .note("The state holds sealed values, and `" + keyFile + "` is not there to open them.")
        .help(Committed.help("state key", keyFile))
        .build();
  }

  /** The key file cannot be what it should be. */
  public static Diagnostic keyDamaged(Path keyFile, String why) {
    return Diagnostic.error("K3-0732", "the state key file is damaged")
        .note("`" + keyFile + "`: " + why + ".")
        .help(Committed.help("state key", keyFile))
        .build();
  }

  /** A text is no recipient or identity that k3form knows. */
  public static Diagnostic badRecipient(String text, String why) {
    return notRecipient(
        text,
        why,
        "give an age public key (age1...) or an ssh-ed25519 public key:\n"
            + "  k3form keys add age1...");
  }

  /** Nobody of that key or name is to be removed. */
  public static Diagnostic notAmongRecipients(String text) {
    return notRecipient(
        text, "it is not among the recipients", "see who they are:\n  k3form keys list");
  }

  /** Keys are to be changed where there are none. */
  public static Diagnostic noKeyYet(Path keyFile) {
    return Diagnostic.error("K3-0749", "there is no state key to change")
        .note("`" + keyFile + "` is not there.")
        .help("if there never was one, make it:\n  k3form init")
        .help("if it was lost, " + Committed.help("state key", keyFile))
        .build();
  }

  private static Diagnostic notRecipient(String text, String why, String help) {
    return Diagnostic.error("K3-0735", "that is not a recipient")
        .note("`" + text + "`: " + why + ".")
        .help(help)
        .build();
  }

  /** An identity file is there but cannot be used. */
  public static Diagnostic badIdentity(String where, String why) {
    return unusable(
        "an identity cannot be used",
        where + ": " + why + ".",
        "make a new one:\n  age-keygen -o ~/.config/k3form/identity.txt");
  }

  /** The file that a variable names for the passphrase cannot be read. */
  public static Diagnostic badPassphraseFile(String variable, Path file, String why) {
    return unusable(
        "the file of the passphrase cannot be used",
        "`" + file + "`, which `" + variable + "` names: " + why + ".",
        "name the file whose first line it is:\n  export " + variable + "=FILE");
  }

  private static Diagnostic unusable(String what, String note, String help) {
    return Diagnostic.error("K3-0736", what).note(note).help(help).build();
  }

  /** The public list of recipients and the one inside the key file differ. */
  public static Diagnostic recipientsDiffer(Path file, String difference) {
    return Diagnostic.error("K3-0737", "the list of recipients does not match the state key")
        .note("`" + file + "` was edited by hand or merged: " + difference + ".")
        .help(Committed.help("list", file) + "\nthen use the command:\n  k3form keys add age1...")
        .build();
  }

  /** The last recipient must stay. */
  public static Diagnostic lastRecipient() {
    return Diagnostic.error("K3-0738", "the last recipient cannot be removed")
        .note("Nobody could open the state any more.")
        .help("add the new recipient first:\n  k3form keys add age1...")
        .build();
  }

  /** Keys cannot be changed now. */
  public static Diagnostic keysBusy(Path journal) {
    return Diagnostic.error("K3-0739", "the keys cannot be changed during an unfinished run")
        .note("`" + journal + "` holds entries that are not in the state file yet.")
        .help("finish it first:\n  k3form recover")
        .build();
  }

  /** Someone pushed news of the same records. */
  public static Diagnostic pushConflict(Collection<String> places) {
    return Diagnostic.error("K3-0740", "someone else changed the same records meanwhile")
        .note("The remote state has other news of: " + String.join(", ", places) + ".")
        .note("Your changes are applied and safe in the local journal; they are not pushed.")
        .help("settle it with what the providers see, then push:\n  k3form recover")
        .build();
  }

  /** A migration would overwrite a state. */
  public static Diagnostic targetNotEmpty(String target) {
    return Diagnostic.error("K3-0752", "there is a state at the target already")
        .note(target + " holds another state, which is not overwritten.")
        .help("choose another workspace name, or empty the target first:\n  k3form state list")
        .build();
  }

  /** A run is cut off where a state is to be taken from. */
  public static Diagnostic unfinishedAtSource() {
    return Diagnostic.error("K3-0753", "the state has a run that was cut off")
        .note("Whether what it began is there is not known yet, so the state cannot move.")
        .help("settle it first:\n  k3form recover")
        .build();
  }

  /** The target reads back something else. */
  public static Diagnostic migrationDiffers() {
    return Diagnostic.error("K3-0754", "the moved state does not read back")
        .note("The target gives back something else than it was given; the source is untouched.")
        .help("look at what the target has, then move again:\n  k3form state verify")
        .build();
  }

  /** No record of that address. */
  public static Diagnostic noSuchRecord(ResourceAddress address) {
    return Diagnostic.error("K3-0755", "there is no such resource in the state")
        .note("The state has no record of `" + address + "`.")
        .help("see what it has:\n  k3form state list")
        .on(address)
        .build();
  }

  /** A record of that address is there already. */
  public static Diagnostic recordExists(ResourceAddress address) {
    return Diagnostic.error("K3-0756", "there is such a resource in the state already")
        .note("The state has a record of `" + address + "`, which is not overwritten.")
        .help(
            "remove it from the state first, if that is meant:\n  k3form state rm '"
                + address
                + "'")
        .on(address)
        .build();
  }

  /** Two files are of different states. */
  public static Diagnostic differentStates(String ours, String theirs) {
    return Diagnostic.error("K3-0757", "two different states cannot be merged")
        .note("Ours has lineage " + ours + ", theirs " + theirs + ": they were begun apart.")
        .help("keep one of them and import what the other manages:\n  k3form import ADDRESS ID")
        .build();
  }

  /** No conflict of that address. */
  public static Diagnostic noSuchConflict(String address) {
    return Diagnostic.error("K3-0758", "there is no such conflict in the state")
        .note("The state has no conflict of `" + address + "`.")
        .help("see what is in conflict:\n  k3form state verify")
        .build();
  }

  /** The history has nothing of that id. */
  public static Diagnostic noSuchSnapshot(String id) {
    return Diagnostic.error("K3-0759", "there is no such snapshot of the state")
        .note("The history has nothing called `" + id + "`.")
        .help("see what it has:\n  k3form state history")
        .build();
  }

  /** The same state would be written with other bytes. */
  public static Diagnostic notCanonical(Path file) {
    return Diagnostic.warning("K3-0760", "the state file is not in its canonical form")
        .note("`" + file + "` was edited or formatted by something else; it means the same.")
        .help("the next apply writes it as it should be:\n  k3form apply")
        .build();
  }

  /** A record depends on one that is not there. */
  public static Diagnostic danglingDependency(ResourceAddress owner, ResourceAddress dependency) {
    return Diagnostic.warning("K3-0761", "a resource depends on one that is not in the state")
        .note("`" + owner + "` depends on `" + dependency + "`, of which there is no record.")
        .help("the next apply writes what it depends on now:\n  k3form apply")
        .on(owner)
        .build();
  }

  /** A record has attributes that are not known. */
  public static Diagnostic unknownInState(ResourceAddress owner) {
    return Diagnostic.warning("K3-0762", "a resource has attributes that are not known")
        .note("An operation on `" + owner + "` was cut off before all of it was known.")
        .help("read it anew:\n  k3form apply -refresh-only")
        .on(owner)
        .build();
  }

  /** A record without any object. */
  public static Diagnostic emptyRecord(ResourceAddress owner) {
    return Diagnostic.warning("K3-0763", "a record is there without an object")
        .note("The record of `" + owner + "` has neither a current nor a deposed object.")
        .help("drop it:\n  k3form state rm '" + owner + "'")
        .on(owner)
        .build();
  }

  /** The clone has no merge driver for state files. */
  public static Diagnostic driverMissing() {
    return Diagnostic.warning("K3-0764", "git would merge the state line by line in this clone")
        .note("The merge driver is a setting of each clone, which git does not carry over.")
        .help("install it:\n  k3form init")
        .build();
  }

  /** A private key lies open. */
  public static Diagnostic identityOpen(Path file) {
    return Diagnostic.warning("K3-0767", "others on this computer can read your identity")
        .note("`" + file + "`: whoever has it opens all secrets of the state.")
        .help("keep it to yourself:\n  chmod 600 '" + file + "'")
        .help("or, if somebody may have read it, make a new one and remove it:\n  k3form keys add")
        .build();
  }

  /** A journal is there, though nobody works on the state. */
  public static Diagnostic journalLeft(Path journal) {
    return Diagnostic.warning("K3-0765", "an earlier run left its journal")
        .note("`" + journal + "`: it was cut off, or its state file could not be written.")
        .note("Nothing is lost; what it did is counted in.")
        .help("settle it; plan and apply do that too:\n  k3form recover")
        .build();
  }

  /** The state cannot be used, but an earlier one in the history can. */
  public static Diagnostic wholeInHistory(Path file, String commit, String about, int resources) {
    return Diagnostic.warning("K3-0766", "the history has a whole state")
        .note("Commit " + commit + " (" + about + ") has " + resources + " resources.")
        .help(
            "bring it back, then let a plan find what has changed since:\n  git checkout "
                + commit
                + " -- "
                + file.getFileName()
                + "\n  k3form plan")
        .build();
  }
}
