package dev.k3form.lab.datacenter;

/**
 * Disk sizes in Proxmox's notation: a number with K, M, G or T, printed with the largest exact one.
 */
public final class DiskSize {

  private static final String UNITS = "KMGT";

  private DiskSize() {}

  public static String print(long bytes) {
    long number = bytes;
    int unit = -1;
    while (unit < UNITS.length() - 1 && number >= 1024 && number % 1024 == 0) {
      number /= 1024;
      unit++;
    }
    return unit < 0 ? Long.toString(number) : number + String.valueOf(UNITS.charAt(unit));
  }

  /** Reads {@code 40G}, {@code 1.5T} or plain bytes. */
  public static long parse(String text) {
    int unit = UNITS.indexOf(text.charAt(text.length() - 1));
    String number = unit < 0 ? text : text.substring(0, text.length() - 1);
    double value = Double.parseDouble(number);
    for (int i = 0; i <= unit; i++) {
      value *= 1024;
    }
    return (long) value;
  }
}
