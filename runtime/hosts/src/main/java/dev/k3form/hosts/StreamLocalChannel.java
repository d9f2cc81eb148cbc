package dev.k3form.hosts;

import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.AbstractDirectChannel;

/**
 * A channel to a Unix domain socket of the host.
 *
 * @see <a href="https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL">OpenSSH's PROTOCOL, 2.4:
 *     direct-streamlocal@openssh.com</a>
 */
final class StreamLocalChannel extends AbstractDirectChannel {
  private final String path;

  StreamLocalChannel(Connection connection, String path) {
    super(connection, "direct-streamlocal@openssh.com");
    this.path = path;
  }

  /** The last two fields are reserved and stand where a TCP channel names its origin. */
  @Override
  protected SSHPacket buildOpenReq() {
    return super.buildOpenReq().putString(path).putString("").putUInt32(0);
  }
}
