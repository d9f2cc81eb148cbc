package dev.k3form.hosts;

import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.DefaultConfig;

/**
 * What our side of the protocol offers: the ciphers of today that the JDK has (probing for the
 * others costs time and fills the log), no host certificates (nobody can have pinned one), and
 * keep-alive questions that notice a dead peer.
 */
final class SshClientConfig extends DefaultConfig {

  SshClientConfig() {
    setLoggerFactory(QuietLogger.factory());
    setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
    setKeyAlgorithms(
        getKeyAlgorithms().stream()
            .filter(algorithm -> !algorithm.getName().contains("-cert-"))
            .filter(algorithm -> !algorithm.getName().equals("ssh-dss"))
            .toList());
  }

  @Override
  protected void initCipherFactories() {
    setCipherFactories(
        List.of(
            GcmCiphers.AES128GCM(),
            GcmCiphers.AES256GCM(),
            BlockCiphers.AES128CTR(),
            BlockCiphers.AES192CTR(),
            BlockCiphers.AES256CTR()));
  }
}
