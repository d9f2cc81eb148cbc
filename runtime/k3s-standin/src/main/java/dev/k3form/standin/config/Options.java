package dev.k3form.standin.config;

import dev.k3form.standin.Exit;
import dev.k3form.standin.Log;
import dev.k3form.standin.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The flags that hold. The configuration files are turned into arguments and put before the command
 * line's own, so the command line wins for single values and is added to for lists; the environment
 * holds only where neither says anything.
 *
 * @param role server or agent
 * @param arguments every flag with its value, files first, also unknown ones
 * @param environment the K3S_ variables
 * @param values the values of each known flag, in order
 */
public record Options(
    Role role,
    List<Argument> arguments,
    Map<String, String> environment,
    Map<String, List<String>> values) {

  private static final String MASK = "********";

  /** A flag and its value. */
  record Argument(String flag, String value) {}

  /** Reads files, environment and command line; warns of keys that it does not know. */
  public static Options read(Role role, Machine machine, List<String> commandLine, Log log)
      throws Exit {
    List<Argument> given = parse(role, commandLine);
    Path config =
        given.stream()
            .filter(a -> a.flag().equals("config"))
            .reduce((_, last) -> last)
            .map(a -> Path.of(a.value()))
            .or(
                () ->
                    Optional.ofNullable(machine.environment().get("K3S_CONFIG_FILE")).map(Path::of))
            .orElseGet(() -> machine.path("/etc/rancher/k3s/config.yaml"));
    List<Argument> arguments = new ArrayList<>();
    ConfigFiles.read(config)
        .forEach((key, values) -> values.forEach(v -> arguments.add(new Argument(key, v))));
    for (Argument argument : arguments) {
      if (!Flags.known(role, argument.flag())) {
        log.warning("Unknown flag --" + argument.flag() + " found in config.yaml, skipping\n");
      }
    }
    arguments.addAll(given);
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Argument argument : arguments) {
      if (Flags.known(role, argument.flag())) {
        values.computeIfAbsent(argument.flag(), _ -> new ArrayList<>()).add(argument.value());
      }
    }
    Map<String, String> environment = new TreeMap<>();
    machine
        .environment()
        .forEach(
            (name, value) -> {
              if (name.startsWith("K3S_")) {
                environment.put(name, value);
              }
            });
    Flags.environment()
        .forEach(
            (name, flag) -> {
              String value = environment.getOrDefault(name, "");
              if (!value.isEmpty() && Flags.known(role, flag)) {
                values.putIfAbsent(flag, List.of(value));
              }
            });
    return new Options(role, arguments, environment, values);
  }

  private static List<Argument> parse(Role role, List<String> commandLine) throws Exit {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < commandLine.size(); i++) {
      String word = commandLine.get(i);
      String flag = word.replaceFirst("^--?", "").replaceFirst("=.*", "");
      if (!word.startsWith("-") || !Flags.known(role, flag)) {
        throw Exit.fatal("flag provided but not defined: " + word.replaceFirst("=.*", ""));
      }
      if (word.contains("=")) {
        arguments.add(new Argument(flag, word.substring(word.indexOf('=') + 1)));
      } else if (Flags.takesNoValue(flag)) {
        arguments.add(new Argument(flag, "true"));
      } else if (i + 1 < commandLine.size()) {
        arguments.add(new Argument(flag, commandLine.get(++i)));
      } else {
        throw Exit.fatal("flag needs an argument: " + word);
      }
    }
    return arguments;
  }

  /** The value of a single-valued flag. */
  public Optional<String> one(String flag) {
    List<String> all = values.getOrDefault(flag, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()).filter(v -> !v.isEmpty());
  }

  public String or(String flag, String otherwise) {
    return one(flag).orElse(otherwise);
  }

  /** All values of a flag; commas separate values, too. */
  public List<String> all(String flag) {
    List<String> all = new ArrayList<>();
    for (String value : values.getOrDefault(flag, List.of())) {
      for (String part : value.split(",", -1)) {
        if (!part.isBlank()) {
          all.add(part.strip());
        }
      }
    }
    return all;
  }

  public boolean is(String flag) {
    return one(flag).filter("true"::equals).isPresent();
  }

  /** The effective command line as the Node's annotation shows it, secrets masked. */
  public List<String> shown() {
    List<String> shown = new ArrayList<>();
    shown.add(role.command());
    for (Argument argument : arguments) {
      shown.add("--" + argument.flag());
      shown.add(Flags.secret(argument.flag()) ? MASK : argument.value());
    }
    return shown;
  }

  /** The environment as the Node's annotation shows it. */
  public Map<String, String> shownEnvironment() {
    Map<String, String> shown = new TreeMap<>();
    environment.forEach(
        (name, value) ->
            shown.put(
                name, Flags.secret(Flags.environment().getOrDefault(name, "")) ? MASK : value));
    return shown;
  }
}
