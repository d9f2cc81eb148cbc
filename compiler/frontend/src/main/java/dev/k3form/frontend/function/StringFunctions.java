package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.STRING;
import static dev.k3form.model.type.Type.ANY;
import static dev.k3form.model.type.Type.BOOL;
import static dev.k3form.model.type.Type.NUMBER;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Functions of strings; a character is what a reader sees as one. */
final class StringFunctions {
  private static final Type TEXT = Type.STRING;
  private static final Type TEXTS = new Type.ListOf(Type.STRING);
  private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]+$");

  private StringFunctions() {}

  static List<Function> all() {
    List<Function> all = new ArrayList<>(pieces());
    all.addAll(cases());
    all.addAll(questions());
    return all;
  }

  private static Function.Builder text(String name, String doc) {
    return Function.named(name, STRING, doc).param("text", TEXT);
  }

  private static Value str(String text) {
    return Value.str(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  private static List<Function> pieces() {
    return List.of(
        text("chomp", "The text without newlines at its end.")
            .returns(TEXT, a -> str(LINE_ENDS.matcher(a.text(0)).replaceFirst(""))),
        Function.named(
                "format",
                STRING,
                "A text in which `%` verbs stand for the arguments: `%s %d %.2f %q %v`.")
            .param("format", TEXT)
            .nullableRest("values", ANY)
            .returns(TEXT, a -> str(Format.apply(a, a.text(0), a.from(1)))),
        Function.named(
                "formatlist",
                STRING,
                "A list of texts, made as `format` does from the elements of lists.")
            .param("format", TEXT)
            .nullableRest("values", ANY)
            .returns(TEXTS, StringFunctions::formatList),
        Function.named(
                "indent", STRING, "The text with every line but the first moved to the right.")
            .param("spaces", NUMBER)
            .param("text", TEXT)
            .returns(TEXT, a -> str(a.text(1).replace("\n", "\n" + " ".repeat(spaces(a))))),
        Function.named("join", STRING, "The elements of lists, with a separator between them.")
            .param("separator", TEXT)
            .rest("lists", TEXTS)
            .returns(TEXT, StringFunctions::join),
        Function.named(
                "replace",
                STRING,
                "The text with each match of a string, or of a `/pattern/`, replaced.")
            .param("text", TEXT)
            .param("search", TEXT)
            .param("replacement", TEXT)
            .returns(TEXT, StringFunctions::replace),
        Function.named(
                "regex", STRING, "What a regular expression matches first: its text or its groups.")
            .param("pattern", TEXT)
            .param("text", TEXT)
            .typed(_ -> ANY)
            .returns(ANY, a -> Regex.of(a, a.text(0)).first(a, a.text(1))),
        Function.named(
                "regexall", STRING, "All matches of a regular expression, each as of `regex`.")
            .param("pattern", TEXT)
            .param("text", TEXT)
            .typed(_ -> ANY)
            .returns(new Type.ListOf(ANY), a -> Regex.of(a, a.text(0)).all(a.text(1))),
        Function.named("split", STRING, "The pieces of a text between separators.")
            .param("separator", TEXT)
            .param("text", TEXT)
            .returns(TEXTS, StringFunctions::split),
        Function.named(
                "substr",
                STRING,
                "Characters from an offset, which counts from the end if negative; length -1 for"
                    + " the rest.")
            .param("text", TEXT)
            .param("offset", NUMBER)
            .param("length", NUMBER)
            .returns(TEXT, StringFunctions::substr),
        Function.named(
                "templatestring", STRING, "The text of a template for the values of its names.")
            .param("template", TEXT)
            .param("names", ANY)
            .returns(TEXT, a -> a.context().render("templatestring", a.text(0), a.entries(1))));
  }

  private static List<Function> cases() {
    return List.of(
        text("lower", "The text in small letters.")
            .returns(TEXT, a -> str(a.text(0).toLowerCase(Locale.ROOT))),
        text("upper", "The text in capital letters.")
            .returns(TEXT, a -> str(a.text(0).toUpperCase(Locale.ROOT))),
        text("title", "The text with the first letter of each word a capital.")
            .returns(TEXT, a -> str(title(a.text(0)))),
        text("strrev", "The characters in reverse.")
            .returns(TEXT, a -> str(String.join("", Graphemes.of(a.text(0)).reversed()))),
        text("trim", "The text without characters of a set at both ends.")
            .param("characters", TEXT)
            .returns(TEXT, a -> str(trim(a.text(0), a.text(1)))),
        text("trimprefix", "The text without a prefix, if it has that.")
            .param("prefix", TEXT)
            .returns(
                TEXT,
                a ->
                    str(
                        a.text(0).startsWith(a.text(1))
                            ? a.text(0).substring(a.text(1).length())
                            : a.text(0))),
        text("trimspace", "The text without space at both ends.")
            .returns(TEXT, a -> str(trimSpace(a.text(0)))),
        text("trimsuffix", "The text without a suffix, if it has that.")
            .param("suffix", TEXT)
            .returns(
                TEXT,
                a ->
                    str(
                        a.text(0).endsWith(a.text(1))
                            ? a.text(0).substring(0, a.text(0).length() - a.text(1).length())
                            : a.text(0))));
  }

  private static List<Function> questions() {
    return List.of(
        text("startswith", "Whether the text begins with a prefix.")
            .param("prefix", TEXT)
            .returns(BOOL, a -> Value.bool(a.text(0).startsWith(a.text(1)))),
        text("endswith", "Whether the text ends with a suffix.")
            .param("suffix", TEXT)
            .returns(BOOL, a -> Value.bool(a.text(0).endsWith(a.text(1)))),
        text("strcontains", "Whether the text has another in it.")
            .param("search", TEXT)
            .returns(BOOL, a -> Value.bool(a.text(0).contains(a.text(1)))));
  }

  private static int spaces(Arguments a) {
    int spaces = a.whole(0);
    if (spaces < 0 || spaces > 1000) {
      throw a.bad(0, "must be between 0 and 1000");
    }
    return spaces;
  }

  private static Value join(Arguments a) {
    List<String> parts = new ArrayList<>();
    for (int i = 1; i < a.size(); i++) {
      for (Value item : a.items(i)) {
        if (!(item instanceof Value.Str(String text))) {
          throw a.bad(i, "has an element that is null");
        }
        parts.add(text);
      }
    }
    return str(String.join(a.text(0), parts));
  }

  private static Value replace(Arguments a) {
    String search = a.text(1);
    boolean pattern = search.length() > 1 && search.startsWith("/") && search.endsWith("/");
    return str(
        pattern
            ? Regex.of(a, search.substring(1, search.length() - 1)).replace(a.text(0), a.text(2))
            : a.text(0).replace(search, a.text(2)));
  }

  private static Value split(Arguments a) {
    String separator = a.text(0);
    String text = a.text(1);
    List<Value> parts = new ArrayList<>();
    if (separator.isEmpty()) {
      text.codePoints().forEach(c -> parts.add(str(Character.toString(c))));
      return new Value.ListOf(TEXT, parts);
    }
    int at = 0;
    for (int i = text.indexOf(separator); i >= 0; i = text.indexOf(separator, at)) {
      parts.add(str(text.substring(at, i)));
      at = i + separator.length();
    }
    parts.add(str(text.substring(at)));
    return new Value.ListOf(TEXT, parts);
  }

  /** White space as Unicode has it, the space that does not break included. */
  private static String trimSpace(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == '\u0085'
        || Character.isSpaceChar(c)
        || (Character.isWhitespace(c) && (c < '\u001c' || c > '\u001f'));
  }

  private static Value substr(Arguments a) {
    List<String> characters = Graphemes.of(a.text(0));
    int offset = a.whole(1);
    int length = a.whole(2);
    int start = Math.clamp(offset < 0 ? characters.size() + offset : offset, 0, characters.size());
    int end =
        length < 0 ? characters.size() : (int) Math.min(characters.size(), (long) start + length);
    return str(String.join("", characters.subList(start, end)));
  }

  /** A word begins after anything that is no letter, digit or underscore. */
  private static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean start = true;
    for (int c : text.codePoints().toArray()) {
      out.appendCodePoint(start ? Character.toTitleCase(c) : c);
      start = !(Character.isLetterOrDigit(c) || c == '_');
    }
    return out.toString();
  }

  private static String trim(String text, String characters) {
    List<String> set = Graphemes.of(characters);
    List<String> out = Graphemes.of(text);
    int start = 0;
    int end = out.size();
    while (start < end && set.contains(out.get(start))) {
      start++;
    }
    while (end > start && set.contains(out.get(end - 1))) {
      end--;
    }
    return String.join("", out.subList(start, end));
  }

  private static Value formatList(Arguments a) {
    int length = -1;
    for (int i = 1; i < a.size(); i++) {
      if (isSequence(a.get(i))) {
        int size = a.items(i).size();
        if (length >= 0 && size != length) {
          throw a.bad(
              i, "has another number of elements, " + size + ", than a list before it, " + length);
        }
        length = size;
      }
    }
    List<Value> out = new ArrayList<>();
    for (int row = 0; row < (length < 0 ? 1 : length); row++) {
      List<Value> values = new ArrayList<>();
      for (int i = 1; i < a.size(); i++) {
        values.add(isSequence(a.get(i)) ? a.items(i).get(row) : a.get(i));
      }
      out.add(str(Format.apply(a, a.text(0), values)));
    }
    return new Value.ListOf(TEXT, out);
  }

  private static boolean isSequence(Value value) {
    return value instanceof Value.ListOf
        || value instanceof Value.SetOf
        || value instanceof Value.Tuple;
  }
}
