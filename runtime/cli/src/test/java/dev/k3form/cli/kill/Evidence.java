package dev.k3form.cli.kill;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.disk.RealDisk;
import dev.k3form.state.journal.JournalContent;
import dev.k3form.state.journal.LiveState;
import dev.k3form.state.journal.OpenIntent;
import dev.k3form.state.secret.DataKey;
import dev.k3form.state.secret.DataKeySealer;
import dev.k3form.state.store.LocalStateStore;
import dev.k3form.state.store.SnapshotFile;
import dev.k3form.state.store.StateLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What is there after a kill, compared with what the killed process had told.
 *
 * <p>Lost: an operation was told to be complete, and the state does not say so. Orphaned: a file is
 * there that neither a record nor an open intent names. Unreadable: the state is refused.
 */
final class Evidence {
  private final StateLocation location;
  private final Path marks;
  private final DataKeySealer sealer = DataKeySealer.of(DataKey.random());

  Evidence(Path directory, Path marks) {
    this.location = StateLocation.of(directory);
    this.marks = marks;
  }

  Path marks() {
    return marks;
  }

  /**
   * Returns what is wrong.
   *
   * @param last of each address the completion that was told last, if nothing is under way there
   */
  List<String> after(int round, Map<ResourceAddress, JsonNode> last) throws IOException {
    List<String> wrong = new ArrayList<>();
    try {
      State state = new LocalStateStore(location, sealer).read();
      last.forEach((address, event) -> lost(round, state, address, event, wrong));
      Set<String> known = ids(state);
      for (OpenIntent intent : openIntents(state)) {
        known.addAll(intent.notes().values());
      }
      Set<String> files = files();
      files.removeAll(known);
      files.forEach(name -> wrong.add("orphaned: " + name));
    } catch (StateException e) {
      wrong.add("unreadable: " + e.diagnostic().summary());
    }
    return wrong;
  }

  /** Returns what is wrong when nothing is under way: files and records are the same. */
  List<String> settled() throws IOException {
    State state = new LocalStateStore(location, sealer).read();
    Set<String> files = files();
    return files.equals(ids(state))
        ? List.of()
        : List.of("files " + files + " are not those of the records " + ids(state));
  }

  private List<OpenIntent> openIntents(State state) {
    JournalContent journal = JournalContent.read(new RealDisk(), location.journalFile(), sealer);
    State snapshot =
        new SnapshotFile(new RealDisk(), location.stateFile(), sealer)
            .load()
            .state()
            .orElseGet(() -> State.empty(state.lineage()));
    return LiveState.replay(snapshot, journal.entries()).openIntents();
  }

  private static void lost(
      int round, State state, ResourceAddress address, JsonNode event, List<String> wrong) {
    ResourceRecord record = state.resources().get(address);
    String action = event.path("action").asString();
    boolean there = record != null && record.status() != ObjectStatus.ABSENT;
    boolean ofThisRound = there && record.attributes().toString().contains("r" + round + ".");
    boolean right =
        switch (action) {
          // What replaces it may be recorded before the news that it was begun is out.
          case "delete" -> !there || ofThisRound;
          case "create", "resume", "update" -> ofThisRound;
          default -> true; // of several that were set aside, it does not say which
        };
    if (!right) {
      wrong.add("lost: " + action + " of " + address + " was told to be complete");
    }
  }

  private static Set<String> ids(State state) {
    Set<String> out = new HashSet<>();
    for (ResourceRecord record : state.resources().values()) {
      if (record.address().type().equals("mark_file")) {
        Stream.concat(
                Stream.of(record.attributes()), record.deposed().stream().map(d -> d.attributes()))
            .map(attributes -> attributes.get("id"))
            .forEach(id -> out.add(id instanceof Value.Str(String text) ? text : "none"));
      }
    }
    out.remove("none"); // a record whose object is set aside or gone has no id
    return out;
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.list(marks)) {
      return all.map(p -> p.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
