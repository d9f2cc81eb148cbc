package dev.k3form.hosts;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.common.Buffer;

/**
 * The running ssh-agent, spoken to over its Unix socket: draft-ietf-sshm-ssh-agent, requests for
 * identities and for signatures. One connection per request; private keys never leave the agent.
 */
final class SshAgent {
  private static final byte REQUEST_IDENTITIES = 11;
  private static final byte IDENTITIES_ANSWER = 12;
  private static final byte SIGN_REQUEST = 13;
  private static final byte SIGN_RESPONSE = 14;
  private static final int LONGEST_ANSWER = 1 << 20;

  private final Path socket;

  SshAgent(Path socket) {
    this.socket = socket;
  }

  /** A key that the agent holds. */
  record Identity(Content blob, String type, String comment) {
    /** Returns the signature algorithm to use with this key; SHA-1 is not used any more. */
    String algorithm() {
      return type.equals("ssh-rsa") ? "rsa-sha2-512" : type;
    }

    private int flags() {
      return type.equals("ssh-rsa") ? 4 : 0; // SSH_AGENT_RSA_SHA2_512
    }
  }

  List<Identity> identities() throws IOException {
    var request = new Buffer.PlainBuffer().putByte(REQUEST_IDENTITIES);
    var answer = ask(request, IDENTITIES_ANSWER);
    int count = answer.readUInt32AsInt();
    var identities = new ArrayList<Identity>();
    for (int i = 0; i < count; i++) {
      byte[] blob = answer.readBytes();
      String comment = answer.readString();
      identities.add(
          new Identity(Content.of(blob), new Buffer.PlainBuffer(blob).readString(), comment));
    }
    return identities;
  }

  /** Returns a signature in its wire form. */
  byte[] sign(Identity identity, byte[] data) throws IOException {
    var request =
        new Buffer.PlainBuffer()
            .putByte(SIGN_REQUEST)
            .putBytes(identity.blob().bytes())
            .putBytes(data)
            .putUInt32(identity.flags());
    return ask(request, SIGN_RESPONSE).readBytes();
  }

  private Buffer.PlainBuffer ask(Buffer.PlainBuffer request, byte expected) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      byte[] body = request.getCompactData();
      write(channel, ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).flip());
      int length = read(channel, 4).getInt();
      if (length < 1 || length > LONGEST_ANSWER) {
        throw new IOException("ssh-agent answered with " + length + " bytes");
      }
      var answer = new Buffer.PlainBuffer(read(channel, length).array());
      byte type = answer.readByte();
      if (type != expected) {
        throw new IOException("ssh-agent refused the request (answer " + type + ")");
      }
      return answer;
    }
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("ssh-agent closed the connection");
      }
    }
    return bytes.flip();
  }
}
