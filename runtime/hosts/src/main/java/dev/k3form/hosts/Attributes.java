package dev.k3form.hosts;

/**
 * The mode and owners of a file.
 *
 * @param mode the permission bits in octal with four digits, such as {@code 0644}
 * @param owner a user by name (by number where it has no name)
 * @param group a group by name (by number where it has no name)
 */
public record Attributes(String mode, String owner, String group) {

  public Attributes {
    if (!mode.matches("[0-7]{3,4}")) {
      throw new IllegalArgumentException("a mode has three or four octal digits, not " + mode);
    }
    mode = mode.length() == 3 ? "0" + mode : mode;
  }

  /** Returns attributes of root's own with a mode. */
  public static Attributes root(String mode) {
    return new Attributes(mode, "root", "root");
  }
}
