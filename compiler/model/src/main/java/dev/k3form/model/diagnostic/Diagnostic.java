package dev.k3form.model.diagnostic;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One problem, told to the user.
 *
 * <p>The summary is lower case without full stop, at most about 60 characters, and understandable
 * alone; what to do is in {@code help}, facts are in {@code notes}. No part ever contains the value
 * of a secret.
 *
 * @param severity whether the command can go on
 * @param code the permanent number of this kind of problem
 * @param summary what is wrong
 * @param primary where it is wrong, {@link Span#NONE} when no source shows it
 * @param primaryLabel what is wrong at that place; may be empty
 * @param labels other places that belong to the cause
 * @param notes facts, each a full sentence or a few lines
 * @param help actions that lead out, commands on lines of their own
 * @param fixes text edits that would mend it
 * @param address the resource instance that the problem belongs to
 */
public record Diagnostic(
    Severity severity,
    Code code,
    String summary,
    Span primary,
    String primaryLabel,
    List<Label> labels,
    List<String> notes,
    List<String> help,
    List<Fix> fixes,
    Optional<ResourceAddress> address) {

  /** Copies the lists. */
  public Diagnostic {
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
    help = List.copyOf(help);
    fixes = List.copyOf(fixes);
  }

  /** Starts an error. */
  public static Builder error(String code, String summary) {
    return new Builder(Severity.ERROR, new Code(code), summary);
  }

  /** Starts a warning. */
  public static Builder warning(String code, String summary) {
    return new Builder(Severity.WARNING, new Code(code), summary);
  }

  /** Reports whether this stops the command. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** Returns the same problem as one that does not stop the command. */
  public Diagnostic asWarning() {
    return new Diagnostic(
        Severity.WARNING,
        code,
        summary,
        primary,
        primaryLabel,
        labels,
        notes,
        help,
        fixes,
        address);
  }

  /** Returns the same problem as belonging to a resource instance. */
  public Diagnostic at(ResourceAddress owner) {
    return new Diagnostic(
        severity,
        code,
        summary,
        primary,
        primaryLabel,
        labels,
        notes,
        help,
        fixes,
        Optional.of(owner));
  }

  /** Returns the same problem with a further fact. */
  public Diagnostic withNote(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Diagnostic(
        severity, code, summary, primary, primaryLabel, labels, more, help, fixes, address);
  }

  /** Returns the same problem with a place, if it has none yet. */
  public Diagnostic orAt(Span place) {
    return primary.isPlace()
        ? this
        : new Diagnostic(
            severity, code, summary, place, primaryLabel, labels, notes, help, fixes, address);
  }

  /** Collects the parts of a diagnostic. */
  public static final class Builder {
    private final Severity severity;
    private final Code code;
    private final String summary;
    private Span primary = Span.NONE;
    private String primaryLabel = "";
    private final List<Label> labels = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> help = new ArrayList<>();
    private final List<Fix> fixes = new ArrayList<>();
    private Optional<ResourceAddress> address = Optional.empty();

    private Builder(Severity severity, Code code, String summary) {
      this.severity = severity;
      this.code = code;
      this.summary = summary;
    }

    /** Says where the problem is and, in a few words, what is wrong there. */
    public Builder at(Span span, String label) {
      primary = span;
      primaryLabel = label;
      return this;
    }

    /** Says where the problem is. */
    public Builder at(Span span) {
      return at(span, "");
    }

    /** Adds a further place. */
    public Builder label(Span span, String text) {
      labels.add(new Label(span, text));
      return this;
    }

    /** Adds a fact. */
    public Builder note(String text) {
      notes.add(text);
      return this;
    }

    /** Adds an action that leads out. */
    public Builder help(String text) {
      help.add(text);
      return this;
    }

    /** Adds a text edit. */
    public Builder fix(Fix fix) {
      fixes.add(fix);
      return this;
    }

    /** Names the resource instance. */
    public Builder on(ResourceAddress owner) {
      address = Optional.of(owner);
      return this;
    }

    /** Returns the diagnostic. */
    public Diagnostic build() {
      return new Diagnostic(
          severity, code, summary, primary, primaryLabel, labels, notes, help, fixes, address);
    }
  }
}
