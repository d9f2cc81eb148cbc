package dev.k3form.standin.config;

import java.util.Locale;

/** What the program is asked to be. */
public enum Role {
  SERVER,
  AGENT;

  public String command() {
    return name().toLowerCase(Locale.ROOT);
  }
}
