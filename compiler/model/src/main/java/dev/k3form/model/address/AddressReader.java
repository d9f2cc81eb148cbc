package dev.k3form.model.address;

/** Reads the text form of addresses. */
final class AddressReader {
  private final String text;
  private int at;

  AddressReader(String text) {
    this.text = text;
  }

  ResourceAddress address() {
    ModulePath module = ModulePath.ROOT;
    String word = word();
    while (word.equals("module") && peek('.')) {
      expect('.');
      String name = word();
      module = module.child(name, key());
      expect('.');
      word = word();
    }
    ResourceAddress.Mode mode = ResourceAddress.Mode.MANAGED;
    if (word.equals("data") && peek('.')) {
      mode = ResourceAddress.Mode.DATA;
      expect('.');
      word = word();
    }
    expect('.');
    String name = word();
    InstanceKey key = key();
    if (at != text.length()) {
      throw bad("unexpected `" + text.substring(at) + "`");
    }
    return new ResourceAddress(module, mode, word, name, key);
  }

  private InstanceKey key() {
    if (!peek('[')) {
      return InstanceKey.none();
    }
    at++;
    InstanceKey key = peek('"') ? new InstanceKey.Name(quoted()) : new InstanceKey.Index(number());
    expect(']');
    return key;
  }

  private int number() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    try {
      return Integer.parseInt(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw bad("expected an index or a quoted key after `[`", e);
    }
  }

  private String quoted() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        char escape = text.charAt(at++);
        switch (escape) {
          case 'n' -> out.append('\n');
          case 'r' -> out.append('\r');
          case 't' -> out.append('\t');
          case 'u' -> {
            if (at + 4 > text.length()) {
              throw bad("unfinished escape");
            }
            out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
          }
          default -> out.append(escape);
        }
      } else {
        out.append(c);
        if ((c == '$' || c == '%') && text.startsWith(c + "{", at)) {
          at++; // `$${` stands for `${`: the second one is dropped
        }
      }
    }
    expect('"');
    return out.toString();
  }

  private String word() {
    int start = at;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      boolean part = Character.isUnicodeIdentifierPart(c) || c == '-' || c == '_';
      if (!part) {
        break;
      }
      at += Character.charCount(c);
    }
    if (at == start) {
      throw bad("expected a name");
    }
    return text.substring(start, at);
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void expect(char c) {
    if (!peek(c)) {
      throw bad("expected `" + c + "`");
    }
    at++;
  }

  private IllegalArgumentException bad(String why) {
    return new IllegalArgumentException(
        "`" + text + "` is not a resource address: " + why + " at character " + (at + 1));
  }

  private IllegalArgumentException bad(String why, Throwable cause) {
    IllegalArgumentException e = bad(why);
    e.initCause(cause);
    return e;
  }
}
