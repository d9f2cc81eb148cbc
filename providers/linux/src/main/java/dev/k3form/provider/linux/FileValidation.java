package dev.k3form.provider.linux;

import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.spi.ConfigView;
import dev.k3form.spi.ProblemSink;
import java.util.List;

/** What can be wrong with a file and be seen without the machine. */
final class FileValidation {
  private static final List<String> CONTENTS =
      List.of("content", "content_base64", "sensitive_content");

  private FileValidation() {}

  static void check(ConfigView config, ProblemSink problems) {
    path(config, problems);
    contents(config, problems);
    mode(config, problems);
    names(config, problems);
    if (config.isKnown("validate")
        && config.values().get("validate").reveal() instanceof Value.ListOf(var _, var words)
        && words.stream()
            .noneMatch(w -> w.reveal() instanceof Value.Str(String s) && s.contains("%s"))) {
      problems.error(
          "validate",
          "the checker does not see the new file",
          "Write %s where the file's path belongs, as in [\"visudo\", \"-cf\", \"%s\"].");
    }
  }

  static void path(ConfigView config, ProblemSink problems) {
    config
        .string("path")
        .filter(p -> !isClean(p))
        .ifPresent(
            p ->
                problems.error(
                    "path",
                    "`" + p + "` is not an absolute path",
                    "Write for example \"/etc/motd\", without . and .. and without / at the end."));
  }

  private static boolean isClean(String path) {
    return path.startsWith("/")
        && path.length() > 1
        && !path.endsWith("/")
        && path.chars().noneMatch(c -> c < ' ')
        && List.of(path.split("/", -1)).stream().noneMatch(s -> s.equals(".") || s.equals(".."));
  }

  private static void contents(ConfigView config, ProblemSink problems) {
    List<String> given = CONTENTS.stream().filter(config::isSet).toList();
    boolean certain = CONTENTS.stream().allMatch(config::isKnown);
    if (certain && given.isEmpty()) {
      problems.error("content", "the file has no content", "Set `content`; it may be \"\".");
    }
    if (certain && given.size() > 1) {
      problems.error(
          given.get(1),
          "the file has two contents",
          "Set one of `content`, `content_base64` and `sensitive_content`.");
    }
    config
        .string("content_base64")
        .filter(b -> FileContent.decode(b).isEmpty())
        .ifPresent(
            _ ->
                problems.error(
                    "content_base64",
                    "the content is not base64",
                    "Use filebase64() or `content`."));
  }

  static void mode(ConfigView config, ProblemSink problems) {
    var mode = config.string("mode");
    if (mode.isEmpty()) {
      return;
    }
    if (!mode.get().matches("[0-7]{3,4}")) {
      problems.error(
          "mode", "`" + mode.get() + "` is not an octal mode", "Write for example \"0644\".");
      return;
    }
    boolean secret =
        CONTENTS.stream()
                .map(config.values()::get)
                .anyMatch(v -> !v.isNull() && Values.containsSecret(v))
            || config.string("sensitive_content").isPresent();
    if (secret && Integer.parseInt(mode.get(), 8) % 8 != 0) {
      problems.error(
          "mode",
          "everybody on the machine could read the secret content",
          "Write \"0600\", or \"0640\" with a `group`.");
    }
  }

  static void names(ConfigView config, ProblemSink problems) {
    for (String argument : List.of("owner", "group")) {
      config
          .string(argument)
          .filter(n -> !n.matches("[A-Za-z_][A-Za-z0-9_.@-]*\\$?"))
          .ifPresent(
              n ->
                  problems.error(
                      argument,
                      "`"
                          + n
                          + "` is not the name of a "
                          + (argument.equals("owner") ? "user" : argument),
                      "Write the name, not the number."));
    }
  }
}
