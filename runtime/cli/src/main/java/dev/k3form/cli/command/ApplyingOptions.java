package dev.k3form.cli.command;

import dev.k3form.engine.apply.ApplyOptions;
import picocli.CommandLine;
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
      converter = AtLeastOne.class,
      description = "How many operations run at the same time; 64 unless given.")
  private int parallelism;

  boolean autoApprove() {
    return autoApprove;
  }

  boolean input() {
    return input;
  }

  ApplyOptions options() {
    return ApplyOptions.DEFAULT.withParallelism(parallelism);
  }

  /**
   * Reads how many things may be done at the same time; with none at a time nothing would ever run.
   */
  static final class AtLeastOne implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int number = Integer.parseInt(text);
        if (number >= 1) {
          return number;
        }
      } catch (NumberFormatException _) {
        // told below, as what is too small is
      }
      throw new CommandLine.TypeConversionException(
          "`" + text + "` cannot be done at the same time; it is 1 at least");
    }
  }
}
