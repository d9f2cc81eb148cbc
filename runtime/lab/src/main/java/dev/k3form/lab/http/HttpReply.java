package dev.k3form.lab.http;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a handler answers: a status with a reason phrase of its own (the only place where older
 * Proxmox servers put the error text), a body, or deliberately nothing at all.
 */
public sealed interface HttpReply {

  /** An answer held in memory. {@code close} ends the connection after it. */
  record Full(int status, String reason, Map<String, String> headers, String body, boolean close)
      implements HttpReply {
    public Full {
      headers = Map.copyOf(headers);
    }
  }

  /** A file, streamed from disk. */
  record FileBody(Path file, String contentType) implements HttpReply {}

  /** The connection is closed without a byte: what a dying proxy looks like from outside. */
  record Dropped() implements HttpReply {}

  /** A short plain-text answer. */
  static HttpReply text(int status, String reason, String text) {
    return new Full(
        status, reason, Map.of("Content-Type", "text/plain;charset=UTF-8"), text, false);
  }

  /** A refusal after which the connection ends, with the reason repeated as its body. */
  static HttpReply refusal(int status, String reason) {
    return new Full(status, reason, Map.of(), reason, true);
  }
}
