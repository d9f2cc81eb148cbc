package dev.k3form.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes options with one dash into options with two, so that both spellings work.
 *
 * <p>{@code -auto-approve} and {@code --auto-approve}, {@code -var x=1}, {@code -var=x=1} and
 * {@code --var x=1} are the same. A lone dash (standard input), a dash with one letter ({@code
 * -h}), and everything behind {@code --} stay as they are.
 */
final class Arguments {
  private Arguments() {}

  static String[] normalise(String[] arguments) {
    List<String> out = new ArrayList<>(arguments.length);
    boolean open = true;
    for (String argument : arguments) {
      open &= !argument.equals("--");
      boolean oneDash =
          open
              && argument.length() > 2
              && argument.charAt(0) == '-'
              && Character.isLetter(argument.charAt(1));
      out.add(oneDash ? "-" + argument : argument);
    }
    return out.toArray(String[]::new);
  }
}
