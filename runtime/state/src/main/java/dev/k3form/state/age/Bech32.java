package dev.k3form.state.age;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** The text form of age keys: Bech32 (BIP 173) without its limit of length. */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM = 6;

  private Bech32() {}

  /** Returns the text of bytes under a prefix, in lower case. */
  static String encode(String prefix, byte[] data) {
    byte[] five = regroup(data, 8, 5, true);
    byte[] checked = new byte[five.length + CHECKSUM];
    System.arraycopy(five, 0, checked, 0, five.length);
    int sum = polymod(prefix, checked) ^ 1;
    StringBuilder out = new StringBuilder(prefix).append('1');
    for (byte b : five) {
      out.append(ALPHABET.charAt(b));
    }
    for (int i = 0; i < CHECKSUM; i++) {
      out.append(ALPHABET.charAt((sum >> (5 * (CHECKSUM - 1 - i))) & 31));
    }
    return out.toString();
  }

  /**
   * Returns the bytes of a text.
   *
   * @throws AgeException if the prefix or the check sum is another
   */
  static byte[] decode(String prefix, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
      throw new AgeException("it mixes upper and lower case");
    }
    int one = lower.lastIndexOf('1');
    if (one < 1 || !lower.substring(0, one).equals(prefix)) {
      throw new AgeException("it does not begin with `" + prefix + "1`");
    }
    if (lower.length() - one <= CHECKSUM) {
      throw new AgeException("it is too short");
    }
    byte[] five = new byte[lower.length() - one - 1];
    for (int i = 0; i < five.length; i++) {
      five[i] = (byte) ALPHABET.indexOf(lower.charAt(one + 1 + i));
      if (five[i] < 0) {
        throw new AgeException("it has a character that cannot be in a key");
      }
    }
    if (polymod(prefix, five) != 1) {
      throw new AgeException("its check sum is wrong, so a character is");
    }
    byte[] data = new byte[five.length - CHECKSUM];
    System.arraycopy(five, 0, data, 0, data.length);
    return regroup(data, 5, 8, false);
  }

  private static int polymod(String prefix, byte[] data) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) >> 5);
    }
    sum = step(sum, 0);
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) & 31);
    }
    for (byte b : data) {
      sum = step(sum, b);
    }
    return sum;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = ((sum & 0x1ffffff) << 5) ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= ((top >> i) & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }

  private static byte[] regroup(byte[] data, int from, int to, boolean pad) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int bits = 0;
    int value = 0;
    for (byte b : data) {
      value = ((value << from) | (b & 0xff)) & 0xfff;
      bits += from;
      while (bits >= to) {
        bits -= to;
        out.write((value >> bits) & ((1 << to) - 1));
      }
    }
    int rest = (value << (to - bits)) & ((1 << to) - 1);
    if (pad && bits > 0) {
      out.write(rest);
    } else if (!pad && (bits >= from || rest != 0)) {
      throw new AgeException("it is not padded as it should be");
    }
    return out.toByteArray();
  }
}
