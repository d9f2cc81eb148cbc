package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.cli.command.Commands;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class CommandNamesTest {
  @Test
  void everyCommandIsFoundByTheNameThatItHas() {
    assertThat(Commands.all()).hasSizeGreaterThan(20);
    Commands.all()
        .forEach(
            (name, type) -> {
              Command command = Objects.requireNonNull(type.getAnnotation(Command.class));
              assertThat(command.name()).isEqualTo(name);
              assertThat(command.aliases()).as(name).isEmpty();
              assertThat(Commands.named("--chdir=x", name, "plan"))
                  .satisfiesExactly(only -> assertThat(only).isEqualTo(type));
            });
  }

  @Test
  void allAreThereWhereNoneIsNamed() {
    assertThat(Commands.named()).hasSameSizeAs(Commands.all().values());
    assertThat(Commands.named("--help")).hasSameSizeAs(Commands.all().values());
    assertThat(Commands.named("plann")).hasSameSizeAs(Commands.all().values());
    assertThat(Commands.named("--chdir", "plan")).hasSameSizeAs(Commands.all().values());
    assertThat(Commands.named("--chdir", "plan", "apply")).hasSize(1);
  }
}
