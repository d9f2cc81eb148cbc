package dev.k3form.model.value;

import java.util.Comparator;

/**
 * The order of map keys: by UTF-8 bytes, which is the order of code points.
 *
 * <p>{@link String#compareTo} orders by UTF-16 units and differs for characters above U+FFFF.
 */
public final class KeyOrder implements Comparator<String> {
  /** The order. */
  public static final KeyOrder INSTANCE = new KeyOrder();

  private KeyOrder() {}

  @Override
  public int compare(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean sx = Character.isSurrogate(x);
        boolean sy = Character.isSurrogate(y);
        return sx == sy ? Character.compare(x, y) : sx ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
