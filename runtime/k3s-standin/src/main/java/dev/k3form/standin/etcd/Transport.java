package dev.k3form.standin.etcd;

import dev.k3form.standin.http.Reply;
import dev.k3form.standin.store.Member;
import java.io.IOException;

/** How a member speaks to another. */
@FunctionalInterface
public interface Transport {

  /** The path below which members speak to each other. */
  String BASE = "/v1-k3s/standin/";

  Reply call(Member member, String path, String body) throws IOException;
}
