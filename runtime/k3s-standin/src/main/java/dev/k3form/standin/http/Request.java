package dev.k3form.standin.http;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param path the decoded path
 * @param query the parameters, the last of each name
 * @param headers by name in lower case
 * @param certificates the client's chain, not yet verified
 * @param text the body
 */
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    List<X509Certificate> certificates,
    String peer,
    String text) {

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** User and password of basic authentication. */
  public Optional<Credentials> basic() {
    return header("authorization")
        .filter(value -> value.startsWith("Basic "))
        .map(
            value ->
                new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8))
        .filter(value -> value.contains(":"))
        .map(
            value ->
                new Credentials(
                    value.substring(0, value.indexOf(':')),
                    value.substring(value.indexOf(':') + 1)));
  }

  /** A user's name and password; the text form keeps the password to itself. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }
}
