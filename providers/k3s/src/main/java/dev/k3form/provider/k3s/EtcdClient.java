package dev.k3form.provider.k3s;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * etcd's JSON gateway, which k3s serves on {@code 127.0.0.1:2382} of each server to etcd's client
 * certificate.
 */
final class EtcdClient {
  static final int PORT = 2382;
  private static final Pattern PEER = Pattern.compile("https?://\\[?([^]]+?)\\]?:\\d+");

  private final Endpoint gateway;

  EtcdClient(Endpoint gateway) {
    this.gateway = gateway;
  }

  /** A member; its name is the node's with a random tail, empty as long as it has not started. */
  record Member(String id, String name, boolean learner, List<String> peers) {
    /** Reports whether it is a node's; the address may be left empty where only the name counts. */
    boolean isOf(String node, String address) {
      boolean named = name.startsWith(node + "-") && name.lastIndexOf('-') == node.length();
      boolean there = address.isEmpty() || peers.contains(address);
      return name.isEmpty() ? peers.contains(address) : named && there;
    }
  }

  List<Member> members() throws IOException {
    JsonNode list = call("/v3/cluster/member/list", "{}");
    List<Member> out = new ArrayList<>();
    for (JsonNode m : list.path("members")) {
      List<String> peers = new ArrayList<>();
      for (JsonNode url : m.path("peerURLs")) {
        var match = PEER.matcher(url.asString(""));
        if (match.matches()) {
          peers.add(match.group(1));
        }
      }
      out.add(
          new Member(
              m.path("ID").asString(""),
              m.path("name").asString(""),
              m.path("isLearner").asBoolean(false),
              peers));
    }
    return out;
  }

  void remove(Member member) throws IOException {
    call("/v3/cluster/member/remove", "{\"ID\":\"" + member.id() + "\"}");
  }

  private JsonNode call(String path, String body) throws IOException {
    Endpoint.Answer answer = gateway.post(path, body);
    if (!answer.ok()) {
      throw new IOException("etcd does not answer " + path + ": " + answer.said());
    }
    return answer.json();
  }
}
