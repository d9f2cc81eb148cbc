package dev.k3form.provider.proxmox.format;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tags as Proxmox VE keeps them: lower case, sorted, each once, joined by semicolons. */
public final class Tags {
  /** What one tag must look like. */
  public static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_+.-]*");

  private Tags() {}

  /** Reads a list; a semicolon, comma or space parts tags. */
  public static SortedSet<String> parse(String text) {
    return normal(Stream.of(text.split("[;, ]+")).filter(tag -> !tag.isEmpty()).toList());
  }

  /** Returns the tags as they come back. */
  public static SortedSet<String> normal(Collection<String> tags) {
    return tags.stream()
        .map(tag -> tag.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Writes a list; empty for no tags, which is sent as the deletion of the option. */
  public static String format(Set<String> tags) {
    return String.join(";", normal(tags));
  }
}
