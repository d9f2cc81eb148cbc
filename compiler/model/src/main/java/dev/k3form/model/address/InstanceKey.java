package dev.k3form.model.address;

/** What tells the instances of one resource or module apart. */
public sealed interface InstanceKey extends Comparable<InstanceKey> {
  /** The only instance of a block without {@code count} and {@code for_each}. */
  record None() implements InstanceKey {
    private static final None INSTANCE = new None();

    @Override
    public String toString() {
      return "";
    }
  }

  /** An instance of {@code count}. */
  record Index(int value) implements InstanceKey {
    @Override
    public String toString() {
      return "[" + value + "]";
    }
  }

  /** An instance of {@code for_each}. */
  record Name(String value) implements InstanceKey {
    @Override
    public String toString() {
      return "[" + Quoted.quote(value) + "]";
    }
  }

  /** Returns the key of single instances. */
  static InstanceKey none() {
    return None.INSTANCE;
  }

  @Override
  default int compareTo(InstanceKey other) {
    return switch (this) {
      case Index(int mine) when other instanceof Index(int its) -> Integer.compare(mine, its);
      case Name(String mine) when other instanceof Name(String its) -> mine.compareTo(its);
      case None _, Index _, Name _ -> Integer.compare(rank(this), rank(other));
    };
  }

  private static int rank(InstanceKey key) {
    return switch (key) {
      case None _ -> 0;
      case Index _ -> 1;
      case Name _ -> 2;
    };
  }
}
