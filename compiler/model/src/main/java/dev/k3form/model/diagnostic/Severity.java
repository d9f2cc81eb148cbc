package dev.k3form.model.diagnostic;

/** How bad a problem is: an error stops the command, a warning does not. */
public enum Severity {
  ERROR,
  WARNING
}
