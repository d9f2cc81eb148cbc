package dev.k3form.provider.proxmox.api;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks the endpoint's certificate, and remembers what was offered so that a refusal can say it.
 *
 * <p>An extended trust manager, because the platform adds its own check of the name to any other
 * kind, and a pinned certificate may bear another name.
 */
final class TrustCheck extends X509ExtendedTrustManager {
  private final ServerTrust trust;
  private final @Nullable X509ExtendedTrustManager authorities;
  private final AtomicReference<@Nullable Fingerprint> offered = new AtomicReference<>();

  private TrustCheck(ServerTrust trust, @Nullable X509ExtendedTrustManager authorities) {
    this.trust = trust;
    this.authorities = authorities;
  }

  static TrustCheck of(ServerTrust trust) throws GeneralSecurityException {
    return new TrustCheck(
        trust,
        switch (trust) {
          case ServerTrust.Platform _ -> manager(null);
          case ServerTrust.Authorities(var certificates) -> {
            try {
              KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
              store.load(null, null);
              for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("ca" + i, certificates.get(i));
              }
              yield manager(store);
            } catch (IOException e) {
              throw new GeneralSecurityException("an empty key store cannot be made", e);
            }
          }
          case ServerTrust.Pinned _, ServerTrust.Anyone _ -> null;
        });
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("the platform has no trust manager"));
  }

  SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {this}, null);
    return context;
  }

  /** Returns the fingerprint of the last certificate that was offered. */
  Optional<Fingerprint> offered() {
    return Optional.ofNullable(offered.get());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    Fingerprint fingerprint = Fingerprint.of(chain[0]);
    offered.set(fingerprint);
    switch (trust) {
      case ServerTrust.Platform _, ServerTrust.Authorities _ -> {
        if (authorities != null) {
          authorities.checkServerTrusted(chain, authType, engine);
        }
      }
      case ServerTrust.Pinned(Fingerprint wanted) -> {
        if (!wanted.equals(fingerprint)) {
          throw new CertificateException("the certificate is not the pinned one");
        }
      }
      case ServerTrust.Anyone _ -> {}
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("only connections of the HTTP client are checked here");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only connections of the HTTP client are checked here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is not a server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is not a server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is not a server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
  }
}
