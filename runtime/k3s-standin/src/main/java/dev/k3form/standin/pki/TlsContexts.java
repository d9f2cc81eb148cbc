package dev.k3form.standin.pki;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** TLS contexts. */
public final class TlsContexts {

  private TlsContexts() {}

  /**
   * A server's. The leaf is asked for at each handshake, so it may change while the server runs. A
   * client's certificate is taken as it comes: who it is, is decided afterwards ({@link #trusted}),
   * since a wrong one is answered with 401 and not with a broken handshake.
   */
  public static SSLContext server(Supplier<Leaf> leaf, List<X509Certificate> clientAuthorities) {
    return context(new Keys(leaf), new AnyClient(clientAuthorities));
  }

  /** A client's that verifies the server, with or without a certificate of its own. */
  public static SSLContext client(List<X509Certificate> authorities, Optional<Leaf> leaf) {
    return client(new Anchored(authorities), leaf);
  }

  /** A client's with rules of its own. */
  public static SSLContext client(X509TrustManager trust, Optional<Leaf> leaf) {
    return context(leaf.<KeyManager>map(own -> new Keys(() -> own)).orElse(null), trust);
  }

  /** A client's that trusts any server; only to fetch what is then compared with a hash. */
  public static SSLContext trustingAll() {
    return context(null, new AnyClient(List.of()));
  }

  private static SSLContext context(@Nullable KeyManager keys, TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys == null ? null : new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (KeyManagementException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a chain leads to one of the authorities and holds now. */
  public static boolean trusted(List<X509Certificate> chain, List<X509Certificate> authorities) {
    try {
      validate(chain, authorities);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void validate(List<X509Certificate> chain, List<X509Certificate> authorities)
      throws GeneralSecurityException {
    Set<TrustAnchor> anchors =
        authorities.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet());
    var parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(path(chain)), parameters);
  }

  /** From the leaf upwards; what else a peer has sent does not matter, nor does a root. */
  private static List<X509Certificate> path(List<X509Certificate> chain) {
    List<X509Certificate> path = new ArrayList<>();
    Optional<X509Certificate> next = chain.stream().findFirst();
    while (next.isPresent()) {
      X509Certificate current = next.get();
      path.add(current);
      next =
          chain.stream()
              .filter(c -> c.getSubjectX500Principal().equals(current.getIssuerX500Principal()))
              .filter(c -> !c.getSubjectX500Principal().equals(c.getIssuerX500Principal()))
              .filter(c -> !path.contains(c))
              .findFirst();
    }
    return path;
  }

  /** One leaf for everything. */
  private static final class Keys extends X509ExtendedKeyManager {

    private static final String ALIAS = "own";

    private final Supplier<Leaf> leaf;

    Keys(Supplier<Leaf> leaf) {
      this.leaf = leaf;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return suits(type) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return suits(type) ? ALIAS : null;
    }

    private boolean suits(String type) {
      return type.startsWith("EC") == leaf.get().key().getAlgorithm().startsWith("EC");
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      Leaf own = leaf.get();
      return new X509Certificate[] {own.certificate(), own.issuer()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return leaf.get().key();
    }
  }

  /** Takes any certificate, and tells clients which authorities are expected. */
  private static final class AnyClient extends X509ExtendedTrustManager {

    private final List<X509Certificate> authorities;

    AnyClient(List<X509Certificate> authorities) {
      this.authorities = authorities;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return authorities.toArray(X509Certificate[]::new);
    }
  }

  /** Verifies against given authorities; the host name is left to the connection. */
  private static final class Anchored implements X509TrustManager {

    private final List<X509Certificate> authorities;

    Anchored(List<X509Certificate> authorities) {
      this.authorities = authorities;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      try {
        validate(List.of(chain), authorities);
      } catch (GeneralSecurityException e) {
        throw new CertificateException("certificate signed by unknown authority", e);
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return authorities.toArray(X509Certificate[]::new);
    }
  }
}
