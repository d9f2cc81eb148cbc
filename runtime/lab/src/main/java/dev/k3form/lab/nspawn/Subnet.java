package dev.k3form.lab.nspawn;

/**
 * An IPv4 /24, of which the gateway is the first address.
 *
 * @param prefix the first three octets, for instance {@code 10.67.0}
 */
public record Subnet(String prefix) {

  /** Reads {@code 10.67.0.0/24}; other sizes are refused. */
  public static Subnet parse(String text) {
    if (!text.matches("(\\d{1,3}\\.){3}0/24")) {
      throw new IllegalArgumentException(
          "a lab's subnet is an IPv4 /24 such as 10.67.0.0/24, not '" + text + "'");
    }
    return new Subnet(text.substring(0, text.length() - ".0/24".length()));
  }

  public String gateway() {
    return address(1);
  }

  public String address(int host) {
    return prefix + "." + host;
  }

  @Override
  public String toString() {
    return prefix + ".0/24";
  }
}
