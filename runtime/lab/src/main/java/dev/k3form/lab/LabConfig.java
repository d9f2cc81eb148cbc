package dev.k3form.lab;

import dev.k3form.lab.nspawn.LabNames;
import dev.k3form.lab.nspawn.Subnet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one lab is. Labs with different names, subnets and ports live side by side.
 *
 * @param name lower-case letters, digits and dashes
 * @param directory everything of the lab but the image cache
 * @param subnet a /24; its first address is the computer's own
 * @param apiPort the API's; the next port serves packages and the release mirror over HTTP
 * @param mirror a Debian archive in place of the one that this computer's apt uses
 * @param k3sFile a real k3s to serve as the release that its {@code --version} names
 * @param standIn a stand-in to serve as any release of k3s, in place of the program's own
 */
public record LabConfig(
    String name,
    Path directory,
    Subnet subnet,
    int apiPort,
    String suite,
    Optional<String> mirror,
    Path cache,
    Optional<Path> k3sFile,
    Optional<Path> standIn) {

  public LabConfig {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,30}")) {
      throw new IllegalArgumentException(
          "a lab's name is lower-case letters, digits and dashes, not '" + name + "'");
    }
    directory = directory.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
  }

  /** The lab that is meant where no other is named. */
  public static LabConfig standard() {
    return named("default");
  }

  public static LabConfig named(String name) {
    return new LabConfig(
        name,
        Path.of("/var/lib/k3form-lab").resolve(name),
        Subnet.parse("10.67.0.0/24"),
        8006,
        "bookworm",
        Optional.empty(),
        Path.of("/var/cache/k3form-lab"),
        Optional.empty(),
        Optional.empty());
  }

  public LabConfig withDirectory(Path path) {
    return new LabConfig(name, path, subnet, apiPort, suite, mirror, cache, k3sFile, standIn);
  }

  public LabConfig withSubnet(String text) {
    return new LabConfig(
        name, directory, Subnet.parse(text), apiPort, suite, mirror, cache, k3sFile, standIn);
  }

  public LabConfig withApiPort(int port) {
    return new LabConfig(name, directory, subnet, port, suite, mirror, cache, k3sFile, standIn);
  }

  public LabConfig withMirror(String uri) {
    return new LabConfig(
        name, directory, subnet, apiPort, suite, Optional.of(uri), cache, k3sFile, standIn);
  }

  public LabConfig withCache(Path path) {
    return new LabConfig(name, directory, subnet, apiPort, suite, mirror, path, k3sFile, standIn);
  }

  public LabConfig withK3sFile(Path file) {
    return new LabConfig(
        name,
        directory,
        subnet,
        apiPort,
        suite,
        mirror,
        cache,
        Optional.of(file.toAbsolutePath()),
        standIn);
  }

  public LabConfig withStandIn(Path executable) {
    return new LabConfig(
        name,
        directory,
        subnet,
        apiPort,
        suite,
        mirror,
        cache,
        k3sFile,
        Optional.of(executable.toAbsolutePath()));
  }

  /** The bridge that the lab's machines are plugged into. */
  public String bridge() {
    return LabNames.bridge(name);
  }

  /** The port of packages and releases. */
  public int httpPort() {
    return apiPort + 1;
  }

  String toJson() {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("subnet", subnet.toString());
    json.put("apiPort", Integer.toString(apiPort));
    json.put("suite", suite);
    mirror.ifPresent(uri -> json.put("mirror", uri));
    json.put("cache", cache.toString());
    standIn.ifPresent(file -> json.put("standIn", file.toString()));
    k3sFile.ifPresent(file -> json.put("k3sFile", file.toString()));
    return Json.print(json);
  }

  static LabConfig fromJson(Path directory, String text) {
    Map<String, @Nullable Object> json = Json.parseObject(text);
    return new LabConfig(
        string(json, "name"),
        directory,
        Subnet.parse(string(json, "subnet")),
        Integer.parseInt(string(json, "apiPort")),
        string(json, "suite"),
        Optional.ofNullable(json.get("mirror")).map(Object::toString),
        Path.of(string(json, "cache")),
        Optional.ofNullable(json.get("k3sFile")).map(file -> Path.of(file.toString())),
        Optional.ofNullable(json.get("standIn")).map(file -> Path.of(file.toString())));
  }

  private static String string(Map<String, @Nullable Object> json, String key) {
    return Objects.requireNonNull(json.get(key), key).toString();
  }
}
