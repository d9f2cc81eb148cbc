package dev.k3form.provider.keepalived;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the passwords in a configuration file, so that the rest of it can be shown.
 *
 * <p>A password that is not one of ours is hidden in another way, so that a file whose password was
 * changed differs from ours.
 */
final class Masking {
  private static final Pattern AUTH_PASS =
      Pattern.compile("(?m)^(\\s*auth_pass\\s+)(\"[^\"]*\"|\\S+)");

  private Masking() {}

  static String mask(String file, Set<String> ours) {
    return AUTH_PASS
        .matcher(file)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.group(1)
                        + (ours.contains(m.group(2)) ? "(sensitive)" : "(sensitive, another)")));
  }
}
