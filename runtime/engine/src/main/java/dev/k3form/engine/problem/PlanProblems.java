package dev.k3form.engine.problem;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.source.Span;
import java.util.List;

/** What can go wrong with a plan. */
public final class PlanProblems {
  private PlanProblems() {}

  /** A check could not read what it reads for itself, which is no reason to stop. */
  public static Diagnostic ofCheck(String check, Diagnostic problem) {
    return problem
        .asWarning()
        .withNote("`" + check + "` reads it for itself and does not hold; the run goes on.");
  }

  /** No such provider is installed. */
  public static Diagnostic unknownProvider(ProviderRef provider) {
    return Diagnostic.error("K3-0501", "provider `" + provider.name() + "` is not installed")
        .note("The configuration or the state has resources of it.")
        .help("use a distribution of k3form that has this provider")
        .build();
  }

  /** The provider has no such type. */
  public static Diagnostic unknownType(String type, ProviderRef provider) {
    return Diagnostic.error(
            "K3-0502", "provider `" + provider.name() + "` has no type `" + type + "`")
        .note("The state has resources of this type; an earlier version may have had it.")
        .help("remove them from the state without touching the objects: k3form state rm ADDRESS")
        .build();
  }

  /** The record is from a newer version. */
  public static Diagnostic newerRecord(ResourceAddress address, int recorded, int known) {
    return Diagnostic.error("K3-0503", "the record of `" + address + "` is from a newer k3form")
        .note(
            "It follows version %d of the schema; this installation knows version %d."
                .formatted(recorded, known))
        .help("use the version of k3form that wrote it, or a newer one")
        .on(address)
        .build();
  }

  /** Deletion is prevented. */
  public static Diagnostic prevented(
      ResourceAddress address, Span span, String why, boolean inConfiguration) {
    Diagnostic.Builder out =
        Diagnostic.error("K3-0504", "`" + address + "` is protected by prevent_destroy")
            .at(span, "its deletion is prevented")
            .note("The plan would delete it: " + why + ".");
    if (inConfiguration) {
      out.help("keep the object by undoing the change that deletes it");
      out.help("or set prevent_destroy to false and apply, then make the change");
    } else {
      out.note("The protection is recorded in the state; removing the block does not lift it.");
      out.help("put the block back with prevent_destroy = false, apply, then remove it");
      out.help("or keep the object and only forget it: a `removed` block with destroy = false");
    }
    return out.on(address).build();
  }

  /** An address given on the command line matches nothing. */
  public static Diagnostic matchesNothing(String option, String text, String near) {
    Diagnostic.Builder out =
        Diagnostic.error("K3-0505", "`" + option + "=" + text + "` matches nothing")
            .note("Neither the configuration nor the state has an instance of that address.");
    if (!near.isEmpty()) {
      out.note("There is " + near + ".");
    }
    return out.help("see which addresses the state has: k3form state list").build();
  }

  /** What is to be replaced is left alone by the same command. */
  public static Diagnostic replaceAside(String text) {
    return Diagnostic.error("K3-0505", "`-replace=" + text + "` is not part of this plan")
        .note("-target and -exclude leave it alone.")
        .help("name it with -target, too, or leave -replace out")
        .build();
  }

  /** What is to be replaced is, or may be, known only in a later stage. */
  public static Diagnostic replaceWaits(String text, ResourceAddress open) {
    return Diagnostic.warning("K3-0524", "`-replace=" + text + "` waits for a later stage")
        .note("The instances of `" + open + "` are known only after what they depend on is there.")
        .help(
            "`apply` replaces them by itself, in the stage in which they are known; after the apply"
                + " of a saved plan, which is one stage, give -replace again")
        .on(open)
        .build();
  }

  /** A target has no instances yet, and nothing else is aimed at. */
  public static Diagnostic targetOpen(String text, ResourceAddress open) {
    return Diagnostic.error("K3-0505", "`-target=" + text + "` matches nothing")
        .note("The instances of `" + open + "` are known only after what they depend on is there.")
        .help(
            "apply what they depend on first; a plan without -target says what that is:\n  k3form plan")
        .on(open)
        .build();
  }

  /** An address given on the command line cannot be read. */
  public static Diagnostic badAddress(String option, String text, String why) {
    return Diagnostic.error("K3-0506", "`" + option + "` needs an address")
        .note(why)
        .help("write a resource, an instance or a module: " + option + "='proxmox_vm.lb[\"01\"]'")
        .build();
  }

  /** The destination of a move is taken. */
  public static Diagnostic moveTaken(ResourceAddress from, ResourceAddress to, Span span) {
    return Diagnostic.error("K3-0507", "`" + to + "` has an object already")
        .at(span, "this moves `" + from + "` onto it")
        .note(
            "Two objects of the state would have this address: each follows the `moved` blocks to"
                + " the end of their chain.")
        .help("to make room for it, move the other one in an apply before this one")
        .help("or forget one of them, which stays as it is:\n  k3form state rm '" + from + "'")
        .on(to)
        .build();
  }

  /** Moves to another type that does not take the object over. */
  public static Diagnostic moveAcrossTypes(
      ResourceAddress from, ResourceAddress to, Span span, String why, List<String> help) {
    Diagnostic.Builder builder =
        Diagnostic.error("K3-0508", "this object cannot change its type")
            .at(span, "`" + from.type() + "` becomes `" + to.type() + "` here")
            .note(why);
    help.forEach(builder::help);
    if (help.isEmpty()) {
      builder.help(
          "forget the old one with a `removed` block, and import it under the new address");
    }
    return builder.on(to).build();
  }

  /** The object to import is not there. */
  public static Diagnostic importMissing(ResourceAddress to, String id, Span span) {
    return Diagnostic.error("K3-0509", "there is no object to import as `" + to + "`")
        .at(span)
        .note("The provider finds no `" + to.type() + "` with the identifier `" + id + "`.")
        .help("check the identifier; the reference of `" + to.type() + "` says what it looks like")
        .on(to)
        .build();
  }

  /** The import has no configuration. */
  public static Diagnostic importUnconfigured(ResourceAddress to, Span span) {
    return Diagnostic.error("K3-0510", "`" + to + "` is imported but not configured")
        .at(span)
        .help("write its block; k3form can do it: k3form plan -generate-config-out=FILE")
        .on(to)
        .build();
  }

  /** A saved plan builds on records that have changed. */
  public static Diagnostic stale(List<ResourceAddress> changed, boolean perhapsForeign) {
    Diagnostic.Builder out =
        Diagnostic.error("K3-0511", "the saved plan is out of date")
            .note(
                "Since it was made, these records that it builds on have changed: "
                    + String.join(", ", changed.stream().limit(5).map(a -> "`" + a + "`").toList())
                    + (changed.size() > 5 ? " and " + (changed.size() - 5) + " more" : "")
                    + ".");
    if (perhapsForeign) {
      out.note("It was made when there was no state, or for another one.");
    }
    return out.help("plan again: k3form plan -out=FILE").build();
  }

  /** A saved plan cannot be read. */
  public static Diagnostic unreadable(String file, String why) {
    return Diagnostic.error("K3-0512", "`" + file + "` is not a plan that can be applied")
        .note(why)
        .help("plan again: k3form plan -out=FILE")
        .build();
  }

  /** A saved plan is not what was written. */
  public static Diagnostic tampered(String file) {
    return Diagnostic.error("K3-0523", "`" + file + "` was changed after it was made")
        .note("Its seal is over other bytes, or was made for another state. Nothing was done.")
        .help("plan again, and look at what it says: k3form plan -out=FILE")
        .build();
  }

  /** A saved plan says nothing of whether it was changed. */
  public static Diagnostic unsealed(String file) {
    return Diagnostic.error("K3-0523", "`" + file + "` is a plan without a seal")
        .note(
            "Nothing shows that it is as it was made: an earlier version of k3form wrote it, or the"
                + " seal was taken out. Nothing was done.")
        .help("plan again, and look at what it says: k3form plan -out=FILE")
        .build();
  }

  /** A plan cannot be saved. */
  public static Diagnostic unwritable(String file, String why) {
    return Diagnostic.error("K3-0521", "cannot write the plan to `" + file + "`")
        .note(why)
        .help("choose another file: k3form plan -out=FILE")
        .build();
  }

  /** The user interrupted the planning. */
  public static Diagnostic interrupted() {
    return Diagnostic.error("K3-0522", "stopped while planning")
        .note("Nothing was changed.")
        .build();
  }

  /** A saved plan belongs to another state. */
  public static Diagnostic foreignPlan(String file) {
    return Diagnostic.error("K3-0513", "`" + file + "` was made for another state")
        .help("apply it where it was made, or plan again here")
        .build();
  }

  /** A saved plan belongs to another workspace. */
  public static Diagnostic otherWorkspace(String file, String planned, String current) {
    return Diagnostic.error("K3-0513", "`" + file + "` was made for another workspace")
        .note("It was made for `" + planned + "`; commands work on `" + current + "` now.")
        .help("go there: k3form workspace select " + planned)
        .help("or plan again here: k3form plan -out=FILE")
        .build();
  }

  /** Wishes for an order of deletion contradict each other. */
  public static Diagnostic waived(ResourceAddress deleted, ResourceAddress awaited) {
    return Diagnostic.warning("K3-0514", "`" + deleted + "` is deleted earlier than it should be")
        .note(
            "It should wait for `"
                + awaited
                + "`, which itself waits for it: their dependencies were turned around.")
        .on(deleted)
        .build();
  }

  /** The provider's own validation. */
  public static Diagnostic invalid(
      boolean error,
      ResourceAddress address,
      AttributePath path,
      String summary,
      String help,
      Span span) {
    Diagnostic.Builder out =
        error ? Diagnostic.error("K3-0515", summary) : Diagnostic.warning("K3-0515", summary);
    out.at(span, path.steps().isEmpty() ? "" : "`" + path + "`");
    if (!help.isBlank()) {
      out.help(help);
    }
    return out.on(address).build();
  }

  /** A provider plans otherwise than the user wrote. */
  public static Diagnostic changedByProvider(ResourceAddress address, String attribute, Span span) {
    return Diagnostic.error("K3-0516", "the provider changes `" + attribute + "` by itself")
        .at(span)
        .note(
            "What the user writes must be planned as it is written; this is a bug in the provider.")
        .help("report it with the configuration of `" + address + "`")
        .on(address)
        .build();
  }

  /** A provider fails in a way that it must not. */
  public static Diagnostic providerBug(ResourceAddress address, String attempted, Throwable bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    return Diagnostic.error("K3-0517", "cannot " + attempted + " `" + address + "`: a bug")
        .note(
            "The provider failed with "
                + bug.getClass().getSimpleName()
                + (trace.length == 0 ? "" : " at " + trace[0])
                + ".")
        .help("report it with the version of k3form and the configuration of the resource")
        .on(address)
        .build();
  }

  /** The instances of a block cannot be told, and nothing else can be done first. */
  public static Diagnostic stuck(ResourceAddress block) {
    return Diagnostic.error("K3-0518", "the instances of `" + block + "` stay unknown")
        .note("Everything that could be applied has been, and its keys are still not known.")
        .help("give `for_each` or `count` a value that some resource of this configuration yields")
        .on(block)
        .build();
  }

  /** A resource is named in a removed block and in the configuration. */
  public static Diagnostic removedButThere(ResourceAddress address, Span span) {
    return Diagnostic.error("K3-0519", "`" + address + "` is removed and configured at once")
        .at(span, "this says that it is removed")
        .help("delete its block, or delete this one")
        .on(address)
        .build();
  }

  /** The dependencies of the graph are cyclic; the compiler should have said so. */
  public static Diagnostic cycle(List<ResourceAddress> members) {
    return Diagnostic.error("K3-0520", "resources depend on each other in a circle")
        .note(
            "In the circle: "
                + String.join(", ", members.stream().limit(8).map(Object::toString).toList())
                + ".")
        .help("cut one of the references")
        .build();
  }
}
