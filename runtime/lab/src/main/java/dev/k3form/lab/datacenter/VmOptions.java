package dev.k3form.lab.datacenter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table of VM options, read from {@code vm-options.txt} beside this class. */
public final class VmOptions {

  private final Map<String, VmOption> options = new HashMap<>();

  public VmOptions() {
    try (InputStream in =
        Objects.requireNonNull(VmOptions.class.getResourceAsStream("vm-options.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(VmOption::parse)
          .forEach(option -> options.put(option.name(), option));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Collection<VmOption> all() {
    return options.values();
  }

  /** The option of that name, also when it is numbered. */
  public Optional<VmOption> find(String name) {
    VmOption exact = options.get(name);
    return exact != null
        ? Optional.of(exact)
        : Optional.ofNullable(options.get(name.replaceFirst("\\d+$", "[n]")));
  }

  /** Whether the option names a disk or CD drive. */
  public static boolean isDrive(String name) {
    return name.matches("(ide|sata|scsi|virtio)\\d+|efidisk0|tpmstate0");
  }
}
