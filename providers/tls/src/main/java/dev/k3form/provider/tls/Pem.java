package dev.k3form.provider.tls;

import dev.k3form.spi.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM text (RFC 7468). */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----", Pattern.DOTALL);
  private static final Base64.Encoder ENCODER =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static String write(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, ENCODER.encodeToString(der), label);
  }

  /**
   * Returns the bytes of the first block with the label.
   *
   * @throws ProviderException without the text, which may be a secret
   */
  static byte[] read(String label, String text, String argument) throws ProviderException {
    Matcher m = BLOCK.matcher(text);
    while (m.find()) {
      if (m.group(1).equals(label)) {
        try {
          return Base64.getMimeDecoder().decode(m.group(2));
        } catch (IllegalArgumentException e) {
          throw new ProviderException("`" + argument + "` holds PEM text that is not base64")
              .blame(argument);
        }
      }
    }
    throw new ProviderException(
            "`" + argument + "` holds no PEM block `" + label + "`",
            "Give the text that begins with -----BEGIN " + label + "-----.")
        .blame(argument);
  }
}
