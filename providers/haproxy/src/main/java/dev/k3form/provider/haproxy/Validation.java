package dev.k3form.provider.haproxy;

import dev.k3form.model.address.AttributePath;
import dev.k3form.spi.ProblemSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a configuration and be seen without HAProxy. */
final class Validation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]+");

  private final HaproxyConfig config;
  private final ProblemSink problems;
  private final Map<String, AttributePath> listeners = new HashMap<>();

  Validation(HaproxyConfig config, ProblemSink problems) {
    this.config = config;
    this.problems = problems;
  }

  void run() {
    config.frontends().forEach(this::frontend);
    config.backends().forEach((name, b) -> servers(at("backend", name), name, b.servers()));
    config
        .listens()
        .forEach(
            (name, l) -> {
              AttributePath path = at("listen", name);
              servers(path, name, l.servers());
              binds(path, l.bind());
            });
    for (String name : config.backends().keySet()) {
      if (config.listens().containsKey(name)) {
        problems.error(
            at("listen", name), "`" + name + "` is a backend already", "Rename one of the two.");
      }
    }
  }

  private static AttributePath at(String block, String name) {
    return AttributePath.of(block).key(name);
  }

  private void frontend(String name, Frontend f) {
    AttributePath path = at("frontend", name);
    name(path, name);
    binds(path, f.bind());
    line(path.attribute("default_backend"), f.defaultBackend());
    lines(path.attribute("use_backend"), f.useBackend());
    lines(path.attribute("acl"), f.acl());
    if (f.defaultBackend() != null) {
      backend(path.attribute("default_backend"), f.defaultBackend());
    }
    for (int i = 0; i < f.useBackend().size(); i++) {
      String target = f.useBackend().get(i).strip().split("\\s+", 2)[0];
      if (!target.startsWith("%[")) {
        backend(path.attribute("use_backend").element(i), target);
      }
    }
  }

  private void backend(AttributePath path, String name) {
    if (config.backends().containsKey(name)
        || config.listens().containsKey(name)
        || (config.extra() != null
            && Pattern.compile("(?m)^\\s*(backend|listen)\\s+" + Pattern.quote(name) + "\\s*$")
                .matcher(config.extra())
                .find())) {
      return;
    }
    problems.error(
        path,
        "there is no backend `" + name + "`",
        config.backends().isEmpty()
            ? "Add a block `backend \"" + name + "\"`."
            : "The backends are " + String.join(", ", config.backends().keySet()) + ".");
  }

  private void binds(AttributePath path, List<String> binds) {
    if (binds.isEmpty()) {
      problems.error(
          path.attribute("bind"), "nothing to listen on", "Write for example [\"*:6443\"].");
    }
    lines(path.attribute("bind"), binds);
    for (int i = 0; i < binds.size(); i++) {
      AttributePath here = path.attribute("bind").element(i);
      if (!Binds.isPlausible(binds.get(i))) {
        problems.error(
            here,
            "`" + binds.get(i) + "` is not an address with a port",
            "Write for example \"*:6443\", \"192.168.1.10:443\" or \"[::]:6443\".");
        continue;
      }
      for (String address : Binds.addresses(binds.get(i))) {
        AttributePath other = listeners.putIfAbsent(address, here);
        if (other != null) {
          problems.error(
              here, "`" + address + "` is listened on twice", "The other place is " + other + ".");
        }
      }
    }
  }

  private void servers(AttributePath path, String name, Map<String, Server> servers) {
    name(path, name);
    servers.forEach((server, s) -> server(path.attribute("server").key(server), server, s));
  }

  private void server(AttributePath path, String name, Server s) {
    name(path, name);
    line(path.attribute("extra"), s.extra());
    if (s.address().isBlank() || s.address().chars().anyMatch(Character::isWhitespace)) {
      problems.error(
          path.attribute("address"),
          "the address of a server is a name or an IP address",
          "Parameters have arguments of their own, or go to `extra`.");
    }
    range(path.attribute("port"), s.port(), 1, 65535);
    range(path.attribute("check_port"), s.checkPort(), 1, 65535);
    range(path.attribute("weight"), s.weight(), 0, 256);
    range(path.attribute("fall"), s.fall(), 1, Integer.MAX_VALUE);
    range(path.attribute("rise"), s.rise(), 1, Integer.MAX_VALUE);
    if ((s.ssl() || s.checkSsl())
        && s.caFile() == null
        && !"none".equals(s.verify())
        && (s.extra() == null || !s.extra().contains("ca-file"))) {
      problems.error(
          path.attribute("ca_file"),
          "a server's certificate cannot be verified without a CA",
          "Set `ca_file` to a file on the machine, or `verify = \"none\"` to trust anybody.");
    }
    if (!s.check() && (s.checkSsl() || s.checkPort() != null || s.checkSni() != null)) {
      problems.warning(
          path.attribute("check"), "the server is not checked at all", "Set `check = true`.");
    }
  }

  private void range(AttributePath path, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      problems.error(
          path,
          "`" + value + "` is out of range",
          most == Integer.MAX_VALUE
              ? "The least is " + least + "."
              : "It is between " + least + " and " + most + ".");
    }
  }

  private void name(AttributePath path, String name) {
    if (!NAME.matcher(name).matches()) {
      problems.error(
          path,
          "`" + name + "` is not a name that HAProxy takes",
          "Names have letters, digits and the characters - _ . :");
    }
  }

  private void lines(AttributePath path, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      line(path.element(i), values.get(i));
    }
  }

  private void line(AttributePath path, @Nullable String value) {
    if (value != null && value.contains("\n")) {
      problems.error(
          path, "a line break would end the HAProxy line", "Write one element for each line.");
    }
  }
}
