package dev.k3form.standin.api;

import dev.k3form.standin.http.Request;
import dev.k3form.standin.pki.TlsContexts;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Who asks, by a client certificate: the common name is the user, organizations are groups. */
public record Identity(String user, List<String> groups) {

  private static final String MASTERS = "system:masters";
  private static final String NODES = "system:nodes";
  private static final String NODE_PREFIX = "system:node:";

  /** The request's identity, if its certificate is one of the authority's. */
  public static Optional<Identity> of(Request request, X509Certificate authority) {
    if (request.certificates().isEmpty()
        || !TlsContexts.trusted(request.certificates(), List.of(authority))) {
      return Optional.empty();
    }
    String user = "";
    List<String> groups = new ArrayList<>();
    try {
      String name = request.certificates().getFirst().getSubjectX500Principal().getName();
      for (Rdn rdn : new LdapName(name).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          user = String.valueOf(rdn.getValue());
        } else if (rdn.getType().equalsIgnoreCase("O")) {
          groups.add(String.valueOf(rdn.getValue()));
        }
      }
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
    return Optional.of(new Identity(user, groups));
  }

  public boolean master() {
    return groups.contains(MASTERS);
  }

  public boolean isNode() {
    return groups.contains(NODES) && user.startsWith(NODE_PREFIX);
  }

  /** The name of the node that this identity is, or nothing. */
  public String node() {
    return isNode() ? user.substring(NODE_PREFIX.length()) : "";
  }
}
