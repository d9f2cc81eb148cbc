package dev.k3form.cli.command;

import dev.k3form.engine.apply.ApplyOptions;
import picocli.CommandLine.Option;

/** How a plan is carried out. */
final class ApplyingOptions {
  @Option(names = "--auto-approve", description = "Do not ask.")
  private boolean autoApprove;

  @Option(
      names = "--input",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Whether questions may be asked; -input=false fails instead.")
  private boolean input;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "64",
      description = "How many operations run at the same time; 64 unless given.")
  private int parallelism;

  boolean autoApprove() {
    return autoApprove;
  }

  boolean input() {
    return input;
  }

  ApplyOptions options() {
    return ApplyOptions.DEFAULT.withParallelism(Math.max(1, parallelism));
  }
}
