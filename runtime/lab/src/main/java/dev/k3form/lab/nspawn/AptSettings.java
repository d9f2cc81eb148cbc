package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How packages are fetched: the mirror, proxy and time settings of this computer's own apt, so that
 * machines reach whatever it reaches.
 *
 * @param mirror the archive, for instance {@code http://deb.debian.org/debian}
 * @param security the security archive, where the host knows one
 * @param options lines for apt.conf
 */
public record AptSettings(
    String suite, String mirror, Optional<String> security, List<String> options) {

  private static final String DEFAULT_MIRROR = "http://deb.debian.org/debian";
  private static final Pattern URI = Pattern.compile("\\bhttps?://[^\\s\\]]+");

  public AptSettings {
    options = List.copyOf(options);
  }

  /** Looks at this computer; a given mirror overrides its own. */
  public static AptSettings ofHost(String suite, Optional<String> mirror) throws IOException {
    List<String> uris = sourceUris();
    String archive =
        mirror.orElseGet(
            () ->
                uris.stream()
                    .filter(uri -> uri.matches(".*/debian/?"))
                    .findFirst()
                    .orElse(DEFAULT_MIRROR));
    Optional<String> security =
        uris.stream().filter(uri -> uri.matches(".*debian-security/?")).findFirst();
    return new AptSettings(suite, archive, security, fetchOptions());
  }

  private static List<String> sourceUris() throws IOException {
    List<Path> files = new ArrayList<>();
    Path list = Path.of("/etc/apt/sources.list");
    if (Files.exists(list)) {
      files.add(list);
    }
    Path directory = Path.of("/etc/apt/sources.list.d");
    if (Files.isDirectory(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        entries
            .filter(f -> f.toString().matches(".*\\.(list|sources)"))
            .sorted()
            .forEach(files::add);
      }
    }
    List<String> uris = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        if (!line.startsWith("#") && !line.startsWith("deb-src")) {
          URI.matcher(line).results().forEach(match -> uris.add(match.group()));
        }
      }
    }
    return uris;
  }

  /** The host's proxies and its tolerance of old archives. */
  private static List<String> fetchOptions() throws IOException {
    Command.Result dump = Command.attempt("", List.of("apt-config", "dump"));
    return dump.output()
        .lines()
        .filter(
            line ->
                line.matches("(?i)Acquire::(http|https)::(Proxy|Verify|CaInfo).*")
                    || line.matches("(?i)Acquire::(Check-|Retries|Max-FutureTime|Languages).*"))
        .filter(line -> line.endsWith(";"))
        .toList();
  }

  /** The beginnings of all URLs that packages come from. */
  public List<String> archives() {
    return Stream.concat(Stream.of(mirror), security.stream())
        .map(uri -> uri.replaceFirst("/$", "") + "/")
        .toList();
  }

  /** The host's own proxy for plain HTTP. */
  public Optional<java.net.URI> proxy() {
    return options.stream()
        .filter(line -> line.matches("(?i)Acquire::http::Proxy \"https?://.*"))
        .map(line -> line.replaceFirst("[^\"]*\"([^\"]*)\".*", "$1"))
        .map(java.net.URI::create)
        .findFirst();
  }

  /** The machines' {@code sources.list}. */
  public String sourcesList() {
    var text = new StringBuilder();
    text.append("deb ").append(mirror).append(' ').append(suite).append(" main\n");
    text.append("deb ").append(mirror).append(' ').append(suite).append("-updates main\n");
    security.ifPresent(
        uri ->
            text.append("deb ").append(uri).append(' ').append(suite).append("-security main\n"));
    return text.toString();
  }

  /** The machines' {@code apt.conf.d} file. */
  public String conf() {
    return "Acquire::Languages \"none\";\n"
        + "APT::Periodic::Enable \"0\";\n"
        + String.join("\n", options)
        + "\n";
  }
}
