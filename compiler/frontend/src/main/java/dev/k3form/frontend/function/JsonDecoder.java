package dev.k3form.frontend.function;

import dev.k3form.frontend.convert.Numbers;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads JSON as RFC 8259 has it; objects become objects, arrays tuples. */
final class JsonDecoder {
  private static final int DEEPEST = 200;
  private final Arguments call;
  private final String text;
  private int at;

  private JsonDecoder(Arguments call, String text) {
    this.call = call;
    this.text = text;
  }

  static Value decode(Arguments call, String text) {
    JsonDecoder decoder = new JsonDecoder(call, text);
    Value value = decoder.value(0);
    decoder.space();
    if (decoder.at < text.length()) {
      throw decoder.bad("there is more after the value");
    }
    return value;
  }

  private Value value(int depth) {
    if (depth > DEEPEST) {
      throw bad("it is nested too deeply");
    }
    space();
    if (at == text.length()) {
      throw bad("a value is missing");
    }
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' ->
          Value.str(java.text.Normalizer.normalize(string(), java.text.Normalizer.Form.NFC));
      case 't' -> word("true", Values.TRUE);
      case 'f' -> word("false", Values.FALSE);
      case 'n' -> word("null", Values.NULL);
      default -> number();
    };
  }

  private Value object(int depth) {
    Map<String, Value> fields = new TreeMap<>();
    at++;
    space();
    if (take('}')) {
      return Value.Obj.of(fields);
    }
    do {
      space();
      if (at == text.length() || text.charAt(at) != '"') {
        throw bad("a key in quotes is missing");
      }
      String key = string();
      space();
      if (!take(':')) {
        throw bad("`:` is missing");
      }
      fields.put(key, value(depth + 1));
      space();
    } while (take(','));
    if (!take('}')) {
      throw bad("`,` or `}` is missing");
    }
    return Value.Obj.of(fields);
  }

  private Value array(int depth) {
    List<Value> items = new ArrayList<>();
    at++;
    space();
    if (take(']')) {
      return new Value.Tuple(items);
    }
    do {
      items.add(value(depth + 1));
      space();
    } while (take(','));
    if (!take(']')) {
      throw bad("`,` or `]` is missing");
    }
    return new Value.Tuple(items);
  }

  private Value word(String word, Value value) {
    if (!text.startsWith(word, at)) {
      throw bad("there is no such word");
    }
    at += word.length();
    return value;
  }

  private Value number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    boolean zero = digits.matches("-?0[0-9].*");
    return Numbers.parse(digits)
        .filter(_ -> !zero)
        .<Value>map(Value.Num::new)
        .orElseThrow(() -> bad("a value is missing"));
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw bad("a control character must be escaped");
      }
      out.append(c == '\\' ? escape() : c);
    }
    if (!take('"')) {
      throw bad("a string does not end");
    }
    return wellFormed(out);
  }

  /** Returns a text in which halves of characters, which escapes can write, are replaced. */
  private static String wellFormed(CharSequence text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c <= Character.MAX_VALUE && Character.isSurrogate((char) c) ? 0xFFFD : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        String hex = text.substring(at, Math.min(text.length(), at + 4));
        if (!hex.matches("[0-9a-fA-F]{4}")) {
          throw bad("an escape is not finished");
        }
        at += 4;
        yield (char) Integer.parseInt(hex, 16);
      }
      default -> throw bad("there is no such escape");
    };
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean take(char c) {
    boolean is = at < text.length() && text.charAt(at) == c;
    at += is ? 1 : 0;
    return is;
  }

  private RuntimeException bad(String why) {
    int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    return call.failed("the text is not JSON: " + why + " in line " + line);
  }
}
