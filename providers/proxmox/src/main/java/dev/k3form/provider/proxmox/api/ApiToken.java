package dev.k3form.provider.proxmox.api;

import dev.k3form.spi.ProviderException;
import dev.k3form.spi.schema.SecretString;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API token: {@code user@realm!id=secret}.
 *
 * @param id the part that may be shown
 */
public record ApiToken(String id, SecretString secret) {
  private static final Pattern FORM =
      Pattern.compile("([^\\s!=]+@[^\\s!=]+![A-Za-z0-9._-]+)=(\\S+)");

  /** Reads a token as the user wrote it. */
  public static ApiToken parse(SecretString written) throws ProviderException {
    Matcher m = FORM.matcher(written.reveal().strip());
    if (!m.matches()) {
      throw new ProviderException(
          ProviderException.Kind.PERMANENT,
          "the Proxmox API token has not the form user@realm!id=secret",
          null,
          "token",
          List.of(
              "Make one on a node with `pveum user token add k3form@pve apply --privsep 0`; its"
                  + " full-tokenid and value, joined by `=`, are the token."));
    }
    return new ApiToken(m.group(1), new SecretString(m.group(2)));
  }

  /** Returns the value of the Authorization header. */
  String header() {
    return "PVEAPIToken=" + id + "=" + secret.reveal();
  }

  /** Returns the user whose token it is. */
  public String user() {
    return id.substring(0, id.indexOf('!'));
  }
}
