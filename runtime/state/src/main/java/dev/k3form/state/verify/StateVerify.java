package dev.k3form.state.verify;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.value.Values;
import dev.k3form.state.DeposedObject;
import dev.k3form.state.ObjectStatus;
import dev.k3form.state.ResourceRecord;
import dev.k3form.state.State;
import dev.k3form.state.StateException;
import dev.k3form.state.StateProblems;
import dev.k3form.state.codec.StateCodec;
import dev.k3form.state.codec.StateDocument;
import dev.k3form.state.secret.Sealer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;

/**
 * {@code k3form state verify}: whether a state file is whole and as k3form would write it.
 *
 * <p>Errors are what makes a state unusable: damage, conflicts, seals that do not open. Warnings
 * are what the next apply mends: other bytes for the same state, dependencies on records that are
 * gone, values that a run was cut off before it knew.
 */
public final class StateVerify {
  private StateVerify() {}

  /** Returns what is wrong with a file's content; nothing if it is as it should be. */
  public static List<Diagnostic> verify(Path file, byte[] content, Sealer sealer) {
    List<Diagnostic> out = new ArrayList<>();
    StateDocument document;
    State state;
    try {
      document = StateCodec.readDocument(file, content);
      state = StateCodec.decode(file, document, sealer);
    } catch (StateException e) {
      out.add(e.diagnostic());
      return out;
    }
    boolean canonical =
        Arrays.equals(content, StateCodec.encode(document))
            && Arrays.equals(content, StateCodec.encode(state, sealer));
    if (!canonical) {
      out.add(StateProblems.notCanonical(file));
    }
    for (ResourceRecord record : state.resources().values()) {
      check(state, record, out);
    }
    return out;
  }

  private static void check(State state, ResourceRecord record, List<Diagnostic> out) {
    dangling(state, record.address(), record.dependencies(), out);
    for (DeposedObject deposed : record.deposed()) {
      dangling(state, record.address(), deposed.dependencies(), out);
    }
    boolean known =
        Values.isWhollyKnown(record.attributes())
            && record.deposed().stream().allMatch(d -> Values.isWhollyKnown(d.attributes()));
    if (!known) {
      out.add(StateProblems.unknownInState(record.address()));
    }
    if (record.status() == ObjectStatus.ABSENT && record.deposed().isEmpty()) {
      out.add(StateProblems.emptyRecord(record.address()));
    }
  }

  private static void dangling(
      State state,
      ResourceAddress owner,
      SortedSet<ResourceAddress> dependencies,
      List<Diagnostic> out) {
    for (ResourceAddress dependency : dependencies) {
      if (state.resource(dependency).isEmpty()) {
        out.add(StateProblems.danglingDependency(owner, dependency));
      }
    }
  }
}
