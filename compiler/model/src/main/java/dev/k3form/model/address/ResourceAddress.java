package dev.k3form.model.address;

import org.jspecify.annotations.Nullable;

/**
 * The name of one resource instance, such as {@code module.edge.proxmox_vm.lb["01"]} or {@code
 * data.proxmox_vm.old}.
 *
 * <p>Ordered by module, mode, type, name and key, which is the order of plans and state.
 */
public record ResourceAddress(
    ModulePath module, Mode mode, String type, String name, InstanceKey key)
    implements Comparable<ResourceAddress> {

  /** Whether k3form manages the object or only reads it. */
  public enum Mode {
    MANAGED,
    DATA
  }

  /** Returns the address of a managed resource of the root module. */
  public static ResourceAddress of(String type, String name, InstanceKey key) {
    return new ResourceAddress(ModulePath.ROOT, Mode.MANAGED, type, name, key);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text is not an address; the message says why
   */
  public static ResourceAddress parse(String text) {
    return new AddressReader(text).address();
  }

  /** Returns the address of another instance of the same resource. */
  public ResourceAddress withKey(InstanceKey other) {
    return new ResourceAddress(module, mode, type, name, other);
  }

  /** Returns the address without its instance key: the resource block in its module instance. */
  public ResourceAddress resource() {
    return withKey(InstanceKey.none());
  }

  // The next three are written out: addresses are the keys of nearly every map, by the thousand,
  // and
  // what a record has of itself goes through method handles.

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ResourceAddress a
            && name.equals(a.name)
            && key.equals(a.key)
            && type.equals(a.type)
            && mode == a.mode
            && module.equals(a.module));
  }

  @Override
  public int hashCode() {
    int hash = name.hashCode() * 31 + type.hashCode();
    hash = hash * 31 + key.hashCode();
    return (hash * 31 + module.hashCode()) * 2 + (mode == Mode.DATA ? 1 : 0);
  }

  @Override
  public int compareTo(ResourceAddress other) {
    int order = module.compareTo(other.module);
    order = order != 0 ? order : mode.compareTo(other.mode);
    order = order != 0 ? order : type.compareTo(other.type);
    order = order != 0 ? order : name.compareTo(other.name);
    return order != 0 ? order : key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return (module.isRoot() ? "" : module + ".")
        + (mode == Mode.DATA ? "data." : "")
        + type
        + "."
        + name
        + key;
  }
}
