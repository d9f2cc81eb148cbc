package dev.k3form.spi;

/** What became of an operation whose outcome was not recorded. */
public sealed interface Recovery<R extends Record> {
  /** The object is there and is ours; it may still have to be configured. */
  record Found<R extends Record>(R state) implements Recovery<R> {}

  /** The operation had no effect. */
  record Absent<R extends Record>() implements Recovery<R> {}

  /** It cannot be told; the user must look. */
  record Unclear<R extends Record>(String why, String wayOut) implements Recovery<R> {}
}
