package dev.k3form.provider.proxmox.format;

import dev.k3form.spi.schema.ByteSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of disks: {@code 32G}, {@code 300M}; powers of 1024, bytes without a unit. */
public final class DiskSizes {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGT]?)");
  private static final List<String> UNITS = List.of("", "K", "M", "G", "T");

  private DiskSizes() {}

  /** Reads a size; empty if the text is none. */
  public static Optional<ByteSize> parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    long unit = 1L << (10 * UNITS.indexOf(m.group(2)));
    BigDecimal bytes = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(unit));
    return Optional.of(new ByteSize(bytes.setScale(0, RoundingMode.UP).longValueExact()));
  }

  /** Writes a size in the largest unit up to gibibytes that needs no fraction. */
  public static String format(ByteSize size) {
    for (int power = 3; power > 0; power--) {
      long unit = 1L << (10 * power);
      if (size.bytes() % unit == 0) {
        return size.bytes() / unit + UNITS.get(power);
      }
    }
    return Long.toString(size.bytes());
  }
}
