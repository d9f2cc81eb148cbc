package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ArgumentsTest {
  @Test
  void takesOptionsWithOneDashOrTwo() {
    assertThat(
            Arguments.normalise(
                new String[] {"-chdir=x", "apply", "-auto-approve", "--var", "a=-b", "-var=c=d"}))
        .containsExactly("--chdir=x", "apply", "--auto-approve", "--var", "a=-b", "--var=c=d");
  }

  @Test
  void leavesStandardInputShortOptionsAndWhatFollowsTwoDashesAlone() {
    assertThat(Arguments.normalise(new String[] {"fmt", "-", "-h", "--", "-odd-name"}))
        .containsExactly("fmt", "-", "-h", "--", "-odd-name");
  }
}
