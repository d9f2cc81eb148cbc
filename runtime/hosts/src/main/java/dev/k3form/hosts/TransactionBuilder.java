package dev.k3form.hosts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects the parts of a {@link Transaction} in any order. */
public final class TransactionBuilder {
  private final String name;
  private final List<PackageGoal> packages = new ArrayList<>();
  private final List<FileGoal> files = new ArrayList<>();
  private final List<Transaction.Check> validations = new ArrayList<>();
  private final List<Transaction.Check> validationsInPlace = new ArrayList<>();
  private final List<UnitGoal> units = new ArrayList<>();
  private final List<Transaction.Health> health = new ArrayList<>();
  private Duration timeout = Duration.ofMinutes(10);

  TransactionBuilder(String name) {
    this.name = name;
  }

  /** Wants a package in whatever version the distribution has, or as it is installed. */
  public TransactionBuilder install(String... names) {
    for (String each : names) {
      packages.add(PackageGoal.present(each));
    }
    return this;
  }

  public TransactionBuilder pkg(PackageGoal goal) {
    packages.add(goal);
    return this;
  }

  /** Wants a file of root's with this content and mode. */
  public TransactionBuilder put(String path, Content content, String mode) {
    return put(path, content, Attributes.root(mode));
  }

  public TransactionBuilder put(String path, Content content, Attributes attributes) {
    return file(new FileGoal.Put(path, content, attributes));
  }

  /** Wants nothing at a path. Only files and links are removed, and directories that are empty. */
  public TransactionBuilder remove(String path) {
    return file(new FileGoal.Remove(path));
  }

  public TransactionBuilder link(String path, String target) {
    return file(new FileGoal.Link(path, target));
  }

  public TransactionBuilder directory(String path, Attributes attributes) {
    return file(new FileGoal.MakeDirectory(path, attributes));
  }

  public TransactionBuilder file(FileGoal goal) {
    files.add(goal);
    return this;
  }

  /** Wants this checker to accept the staged files before any file is touched. */
  public TransactionBuilder validate(String... argv) {
    validations.add(new Transaction.Check(List.of(argv), Set.of(0)));
    return this;
  }

  /**
   * Wants this checker to accept the files in their final places before any unit is touched: for
   * checkers that follow includes. If it refuses, the old files are put back.
   */
  public TransactionBuilder validateInPlace(String... argv) {
    validationsInPlace.add(new Transaction.Check(List.of(argv), Set.of(0)));
    return this;
  }

  public TransactionBuilder unit(UnitGoal goal) {
    units.add(goal);
    return this;
  }

  /** Wants this command to succeed within a time once everything is done. */
  public TransactionBuilder health(Duration within, String... argv) {
    health.add(new Transaction.Health(List.of(argv), within));
    return this;
  }

  /** Sets how long the whole transaction may take; ten minutes unless set. */
  public TransactionBuilder timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  public Transaction build() {
    return new Transaction(
        name, packages, files, validations, validationsInPlace, units, health, timeout);
  }
}
