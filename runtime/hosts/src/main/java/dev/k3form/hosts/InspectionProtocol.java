package dev.k3form.hosts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The question of {@code inspect.sh}, written as quoted calls of its functions, and how to read the
 * answers, which come in the order of the questions and so need not repeat names.
 */
final class InspectionProtocol {
  private static final String END = "k3form-inspection-complete";

  private InspectionProtocol() {}

  static Command command(Inspection wanted) {
    var script = new StringBuilder(ScriptResource.text("inspect.sh")).append("main() {\n:\n");
    wanted
        .paths()
        .forEach(
            (path, atMost) ->
                script.append("path " + CommandLine.quote(path) + " " + atMost + "\n"));
    call(script, "units", List.copyOf(wanted.units()));
    call(script, "packages", List.copyOf(wanted.packages()));
    wanted.commands().forEach(argv -> call(script, "look", argv));
    script.append("echo " + END + "\n}\nmain\n");
    return Command.script("inspect", script.toString());
  }

  private static void call(StringBuilder script, String function, List<String> arguments) {
    if (!arguments.isEmpty()) {
      script.append(function + " " + CommandLine.quoteAll(arguments) + "\n");
    }
  }

  static Observation parse(Inspection wanted, String answer) {
    Deque<String> lines = new ArrayDeque<>(answer.lines().toList());
    if (!END.equals(lines.peekLast())) {
      throw new IllegalStateException("the inspection's answer is incomplete: " + Words.of(answer));
    }
    Map<String, PathState> paths = new HashMap<>();
    wanted.paths().keySet().forEach(path -> paths.put(path, path(lines.removeFirst())));
    Map<String, UnitState> units = new HashMap<>();
    wanted.units().forEach(unit -> units.put(unit, unit(lines)));
    Map<String, PackageState> packages = new HashMap<>();
    wanted.packages().forEach(name -> packages.put(name, pkg(lines.removeFirst())));
    Map<List<String>, Result> commands = new HashMap<>();
    wanted.commands().forEach(argv -> commands.put(argv, ran(lines.removeFirst())));
    return new Observation(paths, units, packages, commands);
  }

  private static PathState path(String line) {
    String[] fields = line.split(" ", -1);
    return switch (fields[0]) {
      case "missing" -> new PathState.Missing();
      case "unreadable" -> new PathState.Unreadable(Words.of(decode(fields[1]).utf8()));
      case "directory" -> new PathState.Directory(attributes(fields));
      case "link" -> new PathState.SymbolicLink(attributes(fields), decode(fields[5]).utf8());
      case "special" -> new PathState.Special(attributes(fields), decode(fields[5]).utf8().strip());
      case "file" ->
          new PathState.RegularFile(
              attributes(fields),
              Long.parseLong(fields[4]),
              fields[5],
              fields.length > 6 ? Optional.of(decode(fields[6].substring(1))) : Optional.empty());
      default -> throw new IllegalStateException("not an answer about a path: " + Words.of(line));
    };
  }

  private static Attributes attributes(String[] fields) {
    return new Attributes(
        "0".repeat(Math.max(0, 4 - fields[1].length())) + fields[1],
        name(fields[2]),
        name(fields[3]));
  }

  /** Returns the name of {@code name:number}, or the number where stat knows no name. */
  private static String name(String pair) {
    int colon = pair.lastIndexOf(':');
    String name = pair.substring(0, colon);
    return name.equals("UNKNOWN") ? pair.substring(colon + 1) : name;
  }

  private static UnitState unit(Deque<String> lines) {
    Map<String, String> properties = new HashMap<>();
    for (String line = lines.removeFirst(); !line.equals("end"); line = lines.removeFirst()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        properties.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new UnitState(
        properties.getOrDefault("LoadState", "not-found"),
        properties.getOrDefault("ActiveState", "inactive"),
        properties.getOrDefault("SubState", "dead"),
        properties.getOrDefault("UnitFileState", ""),
        "yes".equals(properties.get("NeedDaemonReload")));
  }

  private static PackageState pkg(String line) {
    String version = line.substring("package".length()).strip();
    return new PackageState(version.isEmpty() ? Optional.empty() : Optional.of(version));
  }

  private static Result ran(String line) {
    String[] fields = line.split(" ", -1);
    return new Result(
        Integer.parseInt(fields[1]),
        decode(fields[2].substring(1)),
        decode(fields[3].substring(1)));
  }

  private static Content decode(String base64) {
    return Content.of(Base64.getDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII)));
  }
}
