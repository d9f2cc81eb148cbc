package dev.k3form.lab.api;

import dev.k3form.lab.http.FormDecoder;
import dev.k3form.lab.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * API tokens and what each may do. A secret is compared in constant time and printed nowhere.
 * Source: {@code extract_auth_value} of the API server (separator {@code =} or a space, the value
 * URI-unescaped) and {@code PVE::AccessControl}.
 */
final class AccessControl {

  /** Who asks. */
  record Identity(String user, String tokenId, Privileges privileges) {
    /** The form that task ids carry. */
    String full() {
      return user + "!" + tokenId;
    }
  }

  /** Authentication that failed; the message becomes the reason phrase. */
  static final class Unauthenticated extends Exception {
    private static final long serialVersionUID = 1L;

    Unauthenticated(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private record Entry(Identity identity, String secret) {
    @Override
    public String toString() {
      return identity.full();
    }
  }

  private static final String SCHEME = "PVEAPIToken";

  private final Map<String, Entry> tokens = new ConcurrentHashMap<>();

  /** Adds or replaces a token given as {@code user@realm!id=secret}. */
  void add(String token, Privileges privileges) {
    int equals = token.indexOf('=');
    int mark = token.indexOf('!');
    if (mark < 0 || equals < mark) {
      throw new IllegalArgumentException("an API token has the form user@realm!id=secret");
    }
    var identity =
        new Identity(token.substring(0, mark), token.substring(mark + 1, equals), privileges);
    String secret = token.substring(equals + 1);
    tokens.put(identity.full(), new Entry(identity, secret));
  }

  Identity authenticate(HttpRequest request) throws Unauthenticated {
    Optional<String> header =
        request.header("authorization").filter(value -> value.startsWith(SCHEME));
    if (header.isEmpty() || header.get().length() <= SCHEME.length()) {
      throw new Unauthenticated("No ticket");
    }
    String value = FormDecoder.unescape(header.get().substring(SCHEME.length() + 1).strip());
    int equals = value.indexOf('=');
    if (equals < 0) {
      throw new Unauthenticated("Authentication failed!");
    }
    Entry entry = tokens.get(value.substring(0, equals));
    if (entry == null) {
      throw new Unauthenticated("Authentication failed!");
    }
    byte[] secret = value.substring(equals + 1).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(secret, entry.secret().getBytes(StandardCharsets.UTF_8))) {
      throw new Unauthenticated("Authentication failed!");
    }
    return entry.identity();
  }
}
