package dev.k3form.hosts;

/** What a remote program printed, made safe to show: no control characters, of bounded length. */
final class Words {
  private static final int LIMIT = 4000;

  private Words() {}

  /** Returns the text without escape sequences and control characters other than line feeds. */
  static String of(String text) {
    String plain =
        text.replaceAll(
                "\u001b\\[[0-?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?", "")
            .replace("\r\n", "\n")
            .replace('\t', ' ')
            .replaceAll("[\\p{Cntrl}&&[^\n]]", "")
            .strip();
    return plain.length() <= LIMIT
        ? plain
        : plain.substring(0, LIMIT / 2) + "\n...\n" + plain.substring(plain.length() - LIMIT / 2);
  }
}
