package dev.k3form.lab.datacenter;

import dev.k3form.lab.schema.PropertyString;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a client sends for a drive into volumes, and the text that the option then holds: the
 * whole string is replaced, keys are sorted, the true size is appended.
 */
final class Drives {

  private static final long CLOUD_INIT_SIZE = 4L << 20;

  /**
   * A drive after allocation.
   *
   * @param system whether the system image was imported into it
   */
  record Allocated(String option, String text, Optional<Volume> made, boolean system) {}

  private final Datacenter dc;

  Drives(Datacenter dc) {
    this.dc = dc;
  }

  /** Makes the volume that {@code value} asks for, or checks the one that it names. */
  Allocated allocate(int vmid, String option, String value) {
    Map<String, String> properties = new LinkedHashMap<>(PropertyString.parse(value, "file"));
    String file = Optional.ofNullable(properties.remove("file")).orElse("none");
    Optional<String> from = Optional.ofNullable(properties.remove("import-from"));
    Optional<String> format = Optional.ofNullable(properties.remove("format"));
    properties.remove("size");
    if (file.equals("none") || file.equals("cdrom")) {
      return new Allocated(option, PropertyString.print(file, properties), Optional.empty(), false);
    }
    int colon = file.indexOf(':');
    if (colon < 0) {
      throw new DatacenterException(
          file.startsWith("/")
              ? "Only root can pass arbitrary filesystem paths."
              : "unable to parse volume ID '" + file + "'");
    }
    String storage = file.substring(0, colon);
    String rest = file.substring(colon + 1);
    dc.requireStorage(storage);
    if (rest.equals("cloudinit")) {
      properties.put("media", "cdrom");
      Volume made = volume(storage, vmid, "cloudinit", format.orElse("qcow2"), CLOUD_INIT_SIZE);
      return allocated(option, made, properties, false);
    }
    if (rest.matches("\\d+(\\.\\d+)?")) {
      return fresh(vmid, option, storage, rest, from, format, properties);
    }
    return existing(option, file, properties);
  }

  private Allocated fresh(
      int vmid,
      String option,
      String storage,
      String gigabytes,
      Optional<String> from,
      Optional<String> format,
      Map<String, String> properties) {
    Optional<Volume> source = from.map(this::importSource);
    long size = source.map(Volume::size).orElseGet(() -> DiskSize.parse(gigabytes + "G"));
    String suffix = "disk-" + freeNumber(storage, vmid);
    String kind = format.or(() -> source.map(Volume::format)).orElse("raw");
    Volume made = volume(storage, vmid, suffix, kind, size);
    properties.put("size", DiskSize.print(size));
    return allocated(option, made, properties, source.isPresent());
  }

  private Volume importSource(String volid) {
    if (volid.startsWith("/")) {
      throw new DatacenterException("Only root can pass arbitrary filesystem paths.");
    }
    return dc.repository()
        .volume(volid)
        .orElseThrow(() -> new DatacenterException("volume '" + volid + "' does not exist"));
  }

  private Allocated existing(String option, String volid, Map<String, String> properties) {
    Volume volume =
        dc.repository()
            .volume(volid)
            .orElseThrow(() -> new DatacenterException("volume '" + volid + "' does not exist"));
    if (!properties.getOrDefault("media", "disk").equals("cdrom")) {
      properties.put("size", DiskSize.print(volume.size()));
    }
    return new Allocated(option, PropertyString.print(volid, properties), Optional.empty(), false);
  }

  private static Allocated allocated(
      String option, Volume made, Map<String, String> properties, boolean system) {
    return new Allocated(
        option, PropertyString.print(made.volid(), properties), Optional.of(made), system);
  }

  private Volume volume(String storage, int vmid, String suffix, String format, long size) {
    String volid = storage + ":" + vmid + "/vm-" + vmid + "-" + suffix + "." + format;
    var volume =
        new Volume(volid, format, "images", size, Optional.of(vmid), Optional.empty(), dc.now());
    dc.repository().save(volume);
    return volume;
  }

  /** The smallest disk number that the VM has not given away. */
  private int freeNumber(String storage, int vmid) {
    int number = 0;
    while (taken(storage + ":" + vmid + "/vm-" + vmid + "-disk-" + number + ".")
        || taken("/" + vmid + "/vm-" + vmid + "-disk-" + number + ".")) {
      number++;
    }
    return number;
  }

  private boolean taken(String part) {
    return dc.repository().volumes().stream().anyMatch(v -> v.volid().contains(part));
  }

  /** The volume that a drive's text names. */
  static String volid(String driveText) {
    return PropertyString.parse(driveText, "file").getOrDefault("file", "none");
  }

  static boolean cloudInit(String driveText) {
    return volid(driveText).matches(".*vm-\\d+-cloudinit\\..*");
  }

  /** The text of a drive with another volume and size. */
  static String replaced(String driveText, String volid, Optional<Long> size) {
    Map<String, String> properties = new LinkedHashMap<>(PropertyString.parse(driveText, "file"));
    properties.remove("file");
    size.ifPresent(bytes -> properties.put("size", DiskSize.print(bytes)));
    return PropertyString.print(volid, properties);
  }
}
