package dev.k3form.lab.machine;

/** What a new machine's disk begins as. */
public sealed interface DiskSource {

  /** A fresh disk of the lab's system image. */
  record Image() implements DiskSource {}

  /** Nothing: a machine that has no system to boot. */
  record Empty() implements DiskSource {}

  /** Shares the disk of a template, which never changes again, and writes beside it. */
  record Linked(int templateId) implements DiskSource {}

  /** A copy that stands on its own. */
  record Copy(int sourceId) implements DiskSource {}
}
