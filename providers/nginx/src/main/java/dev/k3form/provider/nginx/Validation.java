package dev.k3form.provider.nginx;

import dev.k3form.model.address.AttributePath;
import dev.k3form.spi.ProblemSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What can be wrong with a configuration and be seen without nginx. */
final class Validation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern IP = Pattern.compile("[0-9.]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");

  private final NginxStream config;
  private final ProblemSink problems;
  private final Map<String, AttributePath> listeners = new HashMap<>();

  Validation(NginxStream config, ProblemSink problems) {
    this.config = config;
    this.problems = problems;
  }

  void run() {
    config.upstreams().forEach(this::upstream);
    config.servers().forEach(this::server);
  }

  private void upstream(String name, Upstream u) {
    AttributePath path = AttributePath.of("upstream").key(name);
    name(path, name);
    plain(path.attribute("balance"), u.balance());
    if (u.servers().stream().allMatch(s -> s.backup() || s.down())) {
      problems.error(
          path.attribute("server"),
          "no server of the upstream serves",
          "Declare at least one that is neither `backup` nor `down`.");
    }
    for (int i = 0; i < u.servers().size(); i++) {
      server(path.attribute("server").element(i), u, u.servers().get(i));
    }
  }

  private void server(AttributePath path, Upstream upstream, UpstreamServer s) {
    plain(path.attribute("address"), s.address());
    if (s.address().isBlank() || s.address().chars().anyMatch(Character::isWhitespace)) {
      problems.error(
          path.attribute("address"),
          "the address of a server is an IP address",
          "The port and the parameters have arguments of their own.");
    } else if (!IP.matcher(s.address()).matches()) {
      problems.warning(
          path.attribute("address"),
          "`" + s.address() + "` is resolved when nginx starts",
          "Write an IP address, so that nginx starts even when name servers do not answer.");
    }
    if (s.port() < 1 || s.port() > 65535) {
      problems.error(path.attribute("port"), "a port is between 1 and 65535", "Write 6443.");
    }
    if (s.failTimeout() != null && s.failTimeout().toMillis() % 1000 != 0) {
      problems.error(path.attribute("fail_timeout"), "nginx takes whole seconds here", "Write 5s.");
    }
    if (s.backup()
        && (upstream.balance().startsWith("hash") || upstream.balance().startsWith("random"))) {
      problems.error(
          path.attribute("backup"),
          "`" + upstream.balance() + "` knows no backup servers",
          "Use round_robin or least_conn.");
    }
  }

  private void server(String name, Server s) {
    AttributePath path = AttributePath.of("server").key(name);
    name(path, name);
    plain(path.attribute("proxy_pass"), s.proxyPass());
    boolean elsewhere = s.proxyPass().contains(":") || s.proxyPass().contains("$");
    if (!elsewhere
        && !config.upstreams().containsKey(s.proxyPass())
        && (config.extra() == null || !config.extra().contains("upstream " + s.proxyPass()))) {
      problems.error(
          path.attribute("proxy_pass"),
          "there is no upstream `" + s.proxyPass() + "`",
          config.upstreams().isEmpty()
              ? "Add a block `upstream \"" + s.proxyPass() + "\"`."
              : "The upstreams are " + String.join(", ", config.upstreams().keySet()) + ".");
    }
    listen(path.attribute("listen"), s.listen());
  }

  private void listen(AttributePath path, List<String> addresses) {
    if (addresses.isEmpty()) {
      problems.error(path, "nothing to listen on", "Write for example [\"6443\"].");
    }
    for (int i = 0; i < addresses.size(); i++) {
      AttributePath here = path.element(i);
      String written = addresses.get(i);
      plain(here, written);
      if (!Listens.isPlausible(written)) {
        problems.error(
            here,
            "`" + written + "` is not a port or an address with a port",
            "Write for example \"6443\", \"192.168.1.10:6443\" or \"[::]:6443\".");
        continue;
      }
      AttributePath other = listeners.putIfAbsent(Listens.key(written), here);
      if (other != null) {
        problems.error(
            here, "`" + written + "` is listened on twice", "The other place is " + other + ".");
      }
    }
  }

  private void name(AttributePath path, String name) {
    if (!NAME.matcher(name).matches()) {
      problems.error(
          path, "`" + name + "` is not a name that nginx takes", "Use letters, digits, - and _.");
    }
  }

  /** A value that would end its directive would begin another. */
  private void plain(AttributePath path, String value) {
    if (value.chars().anyMatch(c -> c == ';' || c == '{' || c == '}' || c == '\n' || c == '#')) {
      problems.error(
          path,
          "the characters ; { } # would end the directive",
          "Put other directives in `extra`.");
    }
  }
}
