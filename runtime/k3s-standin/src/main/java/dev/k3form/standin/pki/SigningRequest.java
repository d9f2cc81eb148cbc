package dev.k3form.standin.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** Signs requests of the Kubernetes certificate API (PKCS #10). */
public final class SigningRequest {

  private SigningRequest() {}

  /** Signs a request for a client certificate; its subject is taken as it is. */
  public static String sign(Authority authority, String pem, Duration life) throws IOException {
    JcaPKCS10CertificationRequest request = read(pem);
    try {
      return Pem.print(
          authority.issue(
              request.getSubject(),
              request.getPublicKey(),
              List.of(),
              Authority.Usage.CLIENT,
              life));
    } catch (GeneralSecurityException e) {
      throw new IOException("the request has no usable key", e);
    }
  }

  /** Reads a request and checks that its signature is its key's. */
  private static JcaPKCS10CertificationRequest read(String pem) throws IOException {
    for (Object object : Pem.objects(pem)) {
      if (object instanceof PKCS10CertificationRequest plain) {
        var request = new JcaPKCS10CertificationRequest(plain);
        try {
          if (request.isSignatureValid(
              new JcaContentVerifierProviderBuilder().build(request.getPublicKey()))) {
            return request;
          }
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
          throw new IOException("the request's signature cannot be checked", e);
        }
        throw new IOException("the request's signature is not its key's");
      }
    }
    throw new IOException("PEM block type must be CERTIFICATE REQUEST");
  }

  /** Whether a text is a request that could be signed. */
  public static boolean valid(String pem) {
    try {
      read(pem);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
