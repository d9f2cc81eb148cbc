package dev.k3form.lab.http;

/** Answers requests; called on a virtual thread per connection, so it may block. */
@FunctionalInterface
public interface HttpHandler {
  HttpReply handle(HttpRequest request) throws InterruptedException;
}
