package dev.k3form.lab.http;

import java.util.Map;
import java.util.Optional;

/**
 * One request as it came over the wire. Header names are lower-cased; the body is complete and
 * text, as nothing that the lab takes is anything else.
 *
 * @param target the request target, still percent-encoded, with its query
 */
public record HttpRequest(String method, String target, Map<String, String> headers, String body) {

  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  /** The target up to the question mark. */
  public String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /** What follows the question mark, or the empty string. */
  public String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }
}
