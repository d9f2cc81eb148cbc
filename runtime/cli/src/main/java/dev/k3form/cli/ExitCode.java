package dev.k3form.cli;

/** The exit codes of the program; those of {@code plan} and {@code fmt} are the ones users know. */
public final class ExitCode {
  /** All went well; with {@code plan -detailed-exitcode}, nothing is to be done. */
  public static final int OK = 0;

  /** An error was told. */
  public static final int ERROR = 1;

  /** With {@code plan -detailed-exitcode}: there are changes. */
  public static final int CHANGES = 2;

  /** With {@code fmt -check}: files are not formatted. */
  public static final int NOT_FORMATTED = 3;

  /** A bug in k3form. */
  public static final int BUG = 11;

  private ExitCode() {}
}
