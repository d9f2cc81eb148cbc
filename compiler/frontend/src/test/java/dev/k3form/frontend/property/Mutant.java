package dev.k3form.frontend.property;

import java.util.List;

/** Makes texts that are nearly configuration files, or not at all. */
public record Mutant(List<String> seeds) implements Gen<String> {
  private static final String[] SNIPPETS = {
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "${",
    "%{",
    "~}",
    "%{ if x }",
    "%{ else }",
    "%{ endif }",
    "%{ for x in y }",
    "%{ endfor }",
    "<<EOT\n",
    "<<-EOT\n",
    "EOT\n",
    "EOT",
    "\n",
    "\r\n",
    "\r",
    "=",
    "=>",
    ":",
    "::",
    "?",
    ",",
    ".",
    "...",
    "..",
    "*",
    ".*",
    "[*]",
    "for",
    "in",
    "if",
    "a",
    " ",
    "\t",
    "/*",
    "*/",
    "#",
    "//",
    "1",
    "1.2.3",
    "4GiB",
    "1e9",
    "'",
    "`",
    ";",
    "&",
    "|",
    "^",
    "~",
    "\\",
    "\\u",
    "\u201c",
    "\u00a0",
    "\ufeff",
    "\ud83d\ude42",
    "\ud800",
    "\udc00",
    "\u0000",
    "e\u0301",
    "resource",
    "a = 1\n",
    "b {\n",
    "-",
    "!",
    "<",
    "<<",
    "$",
    "%",
    "$${",
    "%%{"
  };

  @Override
  public String make(Choices choices) {
    StringBuilder text = new StringBuilder();
    if (choices.onceIn(4)) {
      int count = choices.below(30);
      for (int i = 0; i < count; i++) {
        text.append(choices.oneOf(SNIPPETS));
      }
      return text.toString();
    }
    String seed = seeds.get(choices.below(seeds.size()));
    int start = choices.below(Math.max(1, seed.length()));
    int end = Math.min(seed.length(), start + choices.below(300));
    text.append(seed, start, end);
    int mutations = choices.below(6);
    for (int i = 0; i < mutations; i++) {
      mutate(text, choices);
    }
    return text.toString();
  }

  private static void mutate(StringBuilder text, Choices choices) {
    int at = choices.below(text.length() + 1);
    int end = Math.min(text.length(), at + choices.below(12));
    switch (choices.below(4)) {
      case 0 -> text.insert(at, choices.oneOf(SNIPPETS));
      case 1 -> text.delete(at, end);
      case 2 -> text.insert(choices.below(text.length() + 1), text.substring(at, end));
      default -> text.replace(at, end, choices.oneOf(SNIPPETS));
    }
  }
}
