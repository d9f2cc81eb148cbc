package dev.k3form.provider.proxmox.session;

import dev.k3form.provider.proxmox.format.Description;
import dev.k3form.provider.proxmox.format.PropertyText;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * A VM as it is now.
 *
 * @param node where it is
 * @param options its options, changes that wait for a restart counted in
 * @param pending the options whose change waits for a restart
 * @param digest of the configuration, to be sent back with a change
 * @param place what the list of the cluster says of it; empty where it was not asked
 */
public record VmView(
    int vmid,
    String node,
    SortedMap<String, String> options,
    SortedSet<String> pending,
    String digest,
    boolean running,
    Optional<Inventory.Place> place) {
  private static final Pattern DISK_SLOT = Pattern.compile("(scsi|virtio|sata|ide)\\d+");

  /** Makes the collections unmodifiable. */
  public VmView {
    options = Collections.unmodifiableSortedMap(options);
    pending = Collections.unmodifiableSortedSet(pending);
  }

  /** Returns the value of an option. */
  public Optional<String> option(String name) {
    String value = options.get(name);
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  /** Returns the notes. */
  public Description description() {
    return Description.parse(option("description").orElse(""));
  }

  /** Returns what holds the VM, such as {@code clone} or {@code backup}. */
  public Optional<String> lock() {
    return option("lock");
  }

  /** Reports whether it is a template. */
  public boolean isTemplate() {
    return option("template").filter("1"::equals).isPresent();
  }

  /** Returns the id that the machine's firmware shows, which no other VM has. */
  public Optional<String> uuid() {
    return option("smbios1").flatMap(text -> PropertyText.parse(text).get("uuid"));
  }

  /** Returns the slot of the disk that it boots from: the first disk of the boot order. */
  public Optional<String> bootDisk() {
    Optional<String> ordered =
        option("boot").flatMap(text -> PropertyText.parse(text).get("order")).stream()
            .flatMap(order -> Pattern.compile(";").splitAsStream(order))
            .filter(this::isDisk)
            .findFirst();
    return ordered.or(() -> options.keySet().stream().filter(this::isDisk).findFirst());
  }

  private boolean isDisk(String slot) {
    return DISK_SLOT.matcher(slot).matches()
        && option(slot).filter(text -> !text.contains("media=cdrom")).isPresent();
  }

  /** Returns the properties of a disk or card. */
  public Optional<PropertyText> device(String slot) {
    return option(slot).map(PropertyText::parse);
  }
}
