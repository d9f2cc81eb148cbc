package dev.k3form.lab.datacenter;

import java.util.Optional;

/**
 * A volume of a storage.
 *
 * @param volid for instance {@code local:101/vm-101-disk-0.qcow2}
 * @param content {@code images} or {@code import}
 * @param parent the base volume of a linked clone
 */
public record Volume(
    String volid,
    String format,
    String content,
    long size,
    Optional<Integer> vmid,
    Optional<String> parent,
    long ctime) {

  /** The storage's name, before the colon. */
  public String storage() {
    return volid.substring(0, volid.indexOf(':'));
  }

  public Volume resized(long newSize) {
    return new Volume(volid, format, content, newSize, vmid, parent, ctime);
  }
}
