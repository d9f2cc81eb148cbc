package dev.k3form.frontend.function;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network of IPv4 (32 bits) or IPv6 (128 bits) addresses.
 *
 * <p>Addresses are written as RFC 5952 has it.
 *
 * @param start the first address; bits behind the prefix are cleared
 */
record IpNetwork(BigInteger start, int prefix, int bits) {
  /** Clears the bits behind the prefix. */
  IpNetwork {
    start = start.shiftRight(bits - prefix).shiftLeft(bits - prefix);
  }

  static Optional<IpNetwork> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(a -> prefix <= a.bits)
        .map(a -> new IpNetwork(a.start, prefix, a.bits));
  }

  /** Reads a single address. */
  static Optional<IpNetwork> address(String text) {
    return text.indexOf(':') < 0
        ? four(text).map(a -> new IpNetwork(a, 32, 32))
        : six(text).map(a -> new IpNetwork(a, 128, 128));
  }

  private static Optional<BigInteger> four(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    long value = 0;
    for (String part : parts) {
      if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
        return Optional.empty();
      }
      value = value << 8 | Integer.parseInt(part);
    }
    return Optional.of(BigInteger.valueOf(value));
  }

  private static Optional<BigInteger> six(String text) {
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return Optional.empty();
    }
    Optional<List<Integer>> head = groups(gap < 0 ? text : text.substring(0, gap));
    Optional<List<Integer>> tail = groups(gap < 0 ? "" : text.substring(gap + 2));
    if (head.isEmpty() || tail.isEmpty()) {
      return Optional.empty();
    }
    int given = head.get().size() + tail.get().size();
    if (gap < 0 ? given != 8 : given > 7) {
      return Optional.empty();
    }
    List<Integer> all = new ArrayList<>(head.get());
    for (int i = given; i < 8; i++) {
      all.add(0);
    }
    all.addAll(tail.get());
    BigInteger value = BigInteger.ZERO;
    for (int group : all) {
      value = value.shiftLeft(16).or(BigInteger.valueOf(group));
    }
    return Optional.of(value);
  }

  /** Reads groups between colons; the last one may be an IPv4 address. */
  private static Optional<List<Integer>> groups(String text) {
    List<Integer> out = new ArrayList<>();
    if (text.isEmpty()) {
      return Optional.of(out);
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].indexOf('.') >= 0 && i == parts.length - 1) {
        Optional<BigInteger> v4 = four(parts[i]);
        if (v4.isEmpty()) {
          return Optional.empty();
        }
        out.add(v4.get().shiftRight(16).intValue());
        out.add(v4.get().intValue() & 0xffff);
      } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        out.add(Integer.parseInt(parts[i], 16));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(out);
  }

  /** Returns the text of an address. */
  static String text(BigInteger address, int bits) {
    if (bits == 32) {
      long v = address.longValue();
      return (v >> 24 & 255) + "." + (v >> 16 & 255) + "." + (v >> 8 & 255) + "." + (v & 255);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = address.shiftRight(16 * (7 - i)).intValue() & 0xffff;
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int j = i;
      while (j < 8 && groups[j] == 0) {
        j++;
      }
      if (j - i > bestLength) {
        bestStart = i;
        bestLength = j - i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        out.append("::");
        i += bestLength - 1;
      } else {
        out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":");
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }
}
