package dev.k3form.lab.nspawn;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Names on this computer that are made from a lab's name and are bound to 15 characters, the limit
 * of interface names in Linux.
 */
public final class LabNames {

  private static final int INTERFACE_LIMIT = 15;

  private LabNames() {}

  /** A short tag that two labs hardly share; the machines' names begin with it. */
  public static String tag(String lab) {
    var crc = new CRC32();
    crc.update(lab.getBytes(StandardCharsets.UTF_8));
    return "k3" + HexFormat.of().toHexDigits((short) crc.getValue());
  }

  /** The bridge: readable where the lab's name is short, else its tag. */
  public static String bridge(String lab) {
    String readable = "k3l-" + lab;
    return readable.length() <= INTERFACE_LIMIT ? readable : "k3l-" + tag(lab);
  }

  /** The nftables table. */
  public static String table(String lab) {
    return "k3form-lab-" + lab;
  }
}
