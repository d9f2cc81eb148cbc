package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.FILE;
import static dev.k3form.model.type.Type.ANY;
import static dev.k3form.model.type.Type.BOOL;
import static dev.k3form.model.type.Type.STRING;

import dev.k3form.frontend.load.Paths;
import dev.k3form.frontend.load.SourceLoader;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/**
 * Functions of files and paths.
 *
 * <p>A relative path is seen from the directory of the module in which the call stands; a path that
 * begins with {@code path.module} is not put below that directory again.
 */
final class FileFunctions {
  private FileFunctions() {}

  static List<Function> all() {
    return List.of(
        path("file", "The text of a file, which must be UTF-8.")
            .returns(STRING, a -> Value.str(text(a, a.text(0)))),
        path("filebase64", "The bytes of a file in Base64.")
            .returns(STRING, a -> Value.str(EncodingFunctions.base64(bytes(a, 0)))),
        path("fileexists", "Whether there is a file at a path.")
            .returns(BOOL, FileFunctions::exists),
        path(
                "fileset",
                "The files below a directory whose path matches a pattern: `*`, `**`, `?`,"
                    + " `{a,b}`.")
            .param("pattern", STRING)
            .returns(new Type.SetOf(STRING), FileFunctions::list),
        path("templatefile", "The text of a template in a file, for the values of its names.")
            .param("names", ANY)
            .returns(STRING, a -> a.context().render(a.text(0), text(a, a.text(0)), a.entries(1))),
        path("abspath", "The path from the root directory.")
            .returns(STRING, a -> Value.str(a.context().files().absolute(resolved(a, a.text(0))))),
        path("basename", "The last part of a path.")
            .returns(STRING, a -> Value.str(base(a.text(0)))),
        path("dirname", "A path without its last part.")
            .returns(STRING, a -> Value.str(directory(a.text(0)))),
        path("pathexpand", "The path with a leading `~` replaced by the user's directory.")
            .returns(STRING, a -> Value.str(expanded(a, a.text(0)))));
  }

  private static Function.Builder path(String name, String doc) {
    return Function.named(name, FILE, doc).param("path", STRING);
  }

  /** Returns a path as the files know it. */
  private static String resolved(Arguments a, String path) {
    String module = a.context().moduleDirectory();
    String expanded = expanded(a, path);
    boolean seen =
        module.equals(".") || expanded.equals(module) || expanded.startsWith(module + "/");
    return Paths.join(seen ? "." : module, expanded);
  }

  static byte[] bytes(Arguments a, int index) {
    return bytes(a, a.text(index));
  }

  private static byte[] bytes(Arguments a, String path) {
    try {
      return a.context().files().read(resolved(a, path));
    } catch (IOException e) {
      throw a.failed("`" + path + "` cannot be read: " + lower(SourceLoader.reason(e)));
    }
  }

  private static String lower(String sentence) {
    String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static String text(Arguments a, String path) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(a, path))).toString();
    } catch (CharacterCodingException e) {
      throw a.failed("`" + path + "` is not UTF-8; `filebase64` reads any file");
    }
  }

  private static Value exists(Arguments a) {
    try {
      return Value.bool(a.context().files().exists(resolved(a, a.text(0))));
    } catch (IOException e) {
      throw a.failed("`" + a.text(0) + "` cannot be looked at");
    }
  }

  private static Value list(Arguments a) {
    String pattern = a.text(1);
    PathMatcher matcher = matcher(a, pattern);
    boolean anywhere = pattern.startsWith("**/");
    PathMatcher atTop =
        FileSystems.getDefault()
            .getPathMatcher("glob:" + (anywhere ? pattern.substring(3) : pattern));
    try {
      List<Value> found =
          a.context().files().list(resolved(a, a.text(0))).stream()
              .filter(p -> matcher.matches(Path.of(p)) || atTop.matches(Path.of(p)))
              .<Value>map(Value::str)
              .toList();
      return new Value.SetOf(STRING, found);
    } catch (IOException e) {
      return new Value.SetOf(STRING, List.of());
    }
  }

  private static PathMatcher matcher(Arguments a, String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw a.bad(1, "is not a pattern: " + e.getDescription().toLowerCase(Locale.ROOT));
    }
  }

  private static String base(String path) {
    String trimmed = trimmed(path);
    return trimmed.isEmpty()
        ? (path.isEmpty() ? "." : "/")
        : trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  private static String directory(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return ".";
    }
    String before = trimmed(path.substring(0, slash));
    return before.isEmpty() ? "/" : Paths.join(before.startsWith("/") ? "/" : ".", before);
  }

  private static String trimmed(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static String expanded(Arguments a, String path) {
    if (path.startsWith("~") && path.length() > 1 && !path.startsWith("~/")) {
      throw a.bad(0, "names the home of another user, which is not known");
    }
    boolean home = path.equals("~") || path.startsWith("~/");
    return home ? System.getProperty("user.home") + path.substring(1) : path;
  }
}
