package dev.k3form.standin.kine;

import dev.k3form.standin.config.Options;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * A PostgreSQL endpoint and its TLS files, by the rules of kine (reference k3s.md §4.1): the
 * database's name is lower-cased, files that are named make {@code verify-full} the default, and
 * the endpoint's own parameters win. A secret: its text form has no password.
 */
public record Dsn(
    String user, String password, String hosts, String database, Map<String, String> parameters) {

  private static final String DEFAULT_DATABASE = "kubernetes";

  /** Reads {@code postgres://user:password@host:port/database?parameter=value}. */
  public static Dsn of(Options options) {
    String endpoint = options.or("datastore-endpoint", "");
    String rest = endpoint.replaceFirst("^postgres(?:ql)?://", "");
    Map<String, String> parameters = new LinkedHashMap<>();
    int question = rest.indexOf('?');
    if (question >= 0) {
      for (String pair : rest.substring(question + 1).split("&", -1)) {
        String[] sides = pair.split("=", 2);
        parameters.put(sides[0], sides.length == 2 ? decoded(sides[1]) : "");
      }
      rest = rest.substring(0, question);
    }
    int slash = rest.indexOf('/', Math.max(0, rest.lastIndexOf('@')));
    String database = slash < 0 ? "" : decoded(rest.substring(slash + 1));
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    int at = authority.lastIndexOf('@');
    String[] login = (at < 0 ? "" : authority.substring(0, at)).split(":", 2);
    String hosts = at < 0 ? authority : authority.substring(at + 1);
    if (hosts.isEmpty()) {
      hosts =
          zipped(parameters.getOrDefault("host", "localhost"), parameters.getOrDefault("port", ""));
    }
    file(options, parameters, "datastore-certfile", "sslcert");
    file(options, parameters, "datastore-keyfile", "sslkey");
    file(options, parameters, "datastore-cafile", "sslrootcert");
    boolean files =
        parameters.keySet().stream().anyMatch(k -> k.matches("ssl(?:cert|key|rootcert)"));
    parameters.putIfAbsent("sslmode", files ? "verify-full" : "prefer");
    return new Dsn(
        decoded(login[0]),
        login.length == 2 ? decoded(login[1]) : "",
        hosts,
        database.isEmpty() ? DEFAULT_DATABASE : database.toLowerCase(Locale.ROOT),
        parameters);
  }

  private static void file(
      Options options, Map<String, String> parameters, String flag, String parameter) {
    options.one(flag).ifPresent(path -> parameters.putIfAbsent(parameter, path));
  }

  /** Hosts and ports that are given as lists of their own. */
  private static String zipped(String hosts, String ports) {
    String[] names = hosts.split(",", -1);
    String[] numbers = ports.split(",", -1);
    var text = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      String port = numbers[Math.min(i, numbers.length - 1)];
      text.append(i == 0 ? "" : ",").append(names[i]).append(port.isEmpty() ? "" : ":" + port);
    }
    return text.toString();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The first host, and its port. */
  String host() {
    return hosts.replaceFirst(",.*", "").replaceFirst(":\\d+$", "");
  }

  int port() {
    String port = hosts.replaceFirst(",.*", "").replaceFirst("^.*?(?::(\\d+))?$", "$1");
    return port.isEmpty() ? 5432 : Integer.parseInt(port);
  }

  String url(String withDatabase) {
    return "jdbc:postgresql://" + hosts + "/" + withDatabase;
  }

  /** The driver's properties. */
  Properties properties() {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    parameters.forEach(
        (name, value) -> {
          if (name.startsWith("ssl")) {
            properties.setProperty(name, value);
          }
        });
    // The name is verified by our own trust manager, which says why in kine's words.
    properties.setProperty(VerifiedSockets.MODE, parameters.getOrDefault("sslmode", "prefer"));
    properties.setProperty(
        "sslmode",
        parameters.getOrDefault("sslmode", "prefer").startsWith("verify")
            ? "require"
            : parameters.getOrDefault("sslmode", "prefer"));
    properties.setProperty("sslfactory", VerifiedSockets.class.getName());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    properties.setProperty("loginTimeout", "8");
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("ApplicationName", "");
    return properties;
  }

  @Override
  public String toString() {
    return "Dsn[" + user + "@" + hosts + "/" + database + "]";
  }
}
