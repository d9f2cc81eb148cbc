package dev.k3form.cli.view;

import dev.k3form.engine.plan.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says reasons in the user's words. */
final class ReasonText {
  private ReasonText() {}

  /** Returns what stands behind "because"; empty where the change itself says enough. */
  static Optional<String> of(Reason reason) {
    return switch (reason) {
      case Reason.New _, Reason.Destroy _, Reason.ReadLater _ -> Optional.empty();
      // Where it was, and by what it is imported, has a line of its own.
      case Reason.Imported _, Reason.Moved _ -> Optional.empty();
      case Reason.Gone _ -> Optional.of("it was deleted outside of k3form");
      case Reason.GoneWith(var dependency) ->
          Optional.of(dependency + ", which it stood on, is gone");
      case Reason.Incomplete _ -> Optional.of("its creation was begun and not finished");
      case Reason.ConfigChanged(var attribute) ->
          Optional.of(attribute + " was changed in the configuration");
      case Reason.Drifted(var attribute) ->
          Optional.of(attribute + " was changed outside of k3form");
      case Reason.KnownLater(var attribute) ->
          Optional.of(attribute + " hangs on something that is applied before");
      case Reason.CannotUpdate(var attribute) ->
          Optional.of(attribute + " cannot be changed in place");
      case Reason.Tainted _ -> Optional.of("it is marked as tainted");
      case Reason.Requested _ -> Optional.of("-replace asks for it");
      case Reason.TriggeredBy(var address, var attribute) ->
          Optional.of(
              address
                  + (attribute.steps().isEmpty() ? "" : "." + attribute)
                  + " changes (replace_triggered_by)");
      case Reason.RemovedFromConfiguration _ -> Optional.of("it is no longer in the configuration");
      case Reason.RemovedBlock _ -> Optional.of("a removed block says so");
      case Reason.Deposed _ -> Optional.of("it was replaced by an earlier apply");
    };
  }

  /** Returns the reasons as one line, like ones joined. */
  static List<String> all(List<Reason> reasons) {
    List<String> config = new ArrayList<>();
    List<String> drift = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Reason reason : reasons) {
      switch (reason) {
        case Reason.ConfigChanged(var attribute) -> config.add(attribute.toString());
        case Reason.Drifted(var attribute) -> drift.add(attribute.toString());
        case Reason.New _,
            Reason.Gone _,
            Reason.GoneWith _,
            Reason.Incomplete _,
            Reason.KnownLater _,
            Reason.CannotUpdate _,
            Reason.Tainted _,
            Reason.Requested _,
            Reason.TriggeredBy _,
            Reason.RemovedFromConfiguration _,
            Reason.RemovedBlock _,
            Reason.Destroy _,
            Reason.Deposed _,
            Reason.Imported _,
            Reason.Moved _,
            Reason.ReadLater _ ->
            of(reason).ifPresent(others::add);
      }
    }
    List<String> out = new ArrayList<>(others);
    if (!config.isEmpty()) {
      out.add("changed in the configuration: " + String.join(", ", config));
    }
    if (!drift.isEmpty()) {
      out.add("changed outside of k3form: " + String.join(", ", drift));
    }
    return out;
  }
}
