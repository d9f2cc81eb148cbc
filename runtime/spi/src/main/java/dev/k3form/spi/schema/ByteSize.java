package dev.k3form.spi.schema;

/** An amount of memory or disk, in bytes: a component of the language's type {@code size}. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** Returns whole mebibytes, rounded up. */
  public long mebibytes() {
    return Math.ceilDiv(bytes, MIB);
  }

  /** Returns whole gibibytes, rounded up. */
  public long gibibytes() {
    return Math.ceilDiv(bytes, GIB);
  }

  /** Returns an amount in mebibytes. */
  public static ByteSize ofMebibytes(long count) {
    return new ByteSize(Math.multiplyExact(count, MIB));
  }

  /** Returns an amount in gibibytes. */
  public static ByteSize ofGibibytes(long count) {
    return new ByteSize(Math.multiplyExact(count, GIB));
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }
}
