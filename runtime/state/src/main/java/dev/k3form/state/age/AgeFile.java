package dev.k3form.state.age;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Files of the age format, version 1 (c2sp.org/age), armored.
 *
 * <p>The file key is wrapped for each recipient in a stanza of the header; the header is bound by a
 * MAC; the payload goes in chunks of 64 KiB whose nonces count them and mark the last.
 */
public final class AgeFile {
  private static final String VERSION = "age-encryption.org/v1\n";
  private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
  private static final String END = "-----END AGE ENCRYPTED FILE-----";
  private static final int CHUNK = 64 * 1024;
  private static final int TAG = 16;
  private static final int NONCE = 16;

  private AgeFile() {}

  /** Returns the armored file that each of the recipients can open. */
  public static String encrypt(List<Recipient> recipients, byte[] plain) {
    boolean passphrase = recipients.stream().anyMatch(Recipient.Passphrase.class::isInstance);
    if (recipients.isEmpty() || (passphrase && recipients.size() > 1)) {
      throw new AgeException("a passphrase must be the only recipient of a file");
    }
    byte[] fileKey = Crypto.random(16);
    StringBuilder header = new StringBuilder(VERSION);
    recipients.forEach(recipient -> header.append(recipient.wrap(fileKey).text()));
    String signed = header.append("---").toString();
    header.append(' ').append(Stanza.base64(mac(fileKey, signed))).append('\n');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
    byte[] nonce = Crypto.random(NONCE);
    out.writeBytes(nonce);
    byte[] key = Crypto.hkdf(fileKey, nonce, "payload");
    int chunks = Math.max(1, (plain.length + CHUNK - 1) / CHUNK);
    for (int i = 0; i < chunks; i++) {
      byte[] chunk = Arrays.copyOfRange(plain, i * CHUNK, Math.min(plain.length, (i + 1) * CHUNK));
      out.writeBytes(Crypto.seal(key, nonce(i, i == chunks - 1), chunk));
    }
    return armored(out.toByteArray());
  }

  /**
   * Opens a file, armored or not.
   *
   * @return the content; empty if none of the identities is a recipient
   * @throws AgeException if it is no age file or was changed
   */
  public static Optional<byte[]> decrypt(List<Identity> identities, byte[] file) {
    byte[] bytes = unarmored(file);
    Header header = Header.read(bytes);
    boolean passphrase = header.stanzas.stream().anyMatch(s -> s.type().equals("scrypt"));
    if (passphrase && header.stanzas.size() > 1) {
      throw new AgeException("a passphrase must be the only recipient of a file");
    }
    for (Stanza stanza : header.stanzas) {
      for (Identity identity : identities) {
        Optional<byte[]> fileKey = identity.unwrap(stanza);
        if (fileKey.isPresent()) {
          byte[] mac = mac(fileKey.get(), header.signed);
          if (!MessageDigest.isEqual(mac, Stanza.fromBase64(header.mac64))) {
            throw new AgeException("its header was changed");
          }
          return Optional.of(payload(fileKey.get(), bytes, header.length));
        }
      }
    }
    return Optional.empty();
  }

  private static byte[] payload(byte[] fileKey, byte[] bytes, int start) {
    if (bytes.length < start + NONCE + TAG) {
      throw new AgeException("it is cut off");
    }
    byte[] nonce = Arrays.copyOfRange(bytes, start, start + NONCE);
    byte[] key = Crypto.hkdf(fileKey, nonce, "payload");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = start + NONCE;
    for (int i = 0; at < bytes.length; i++) {
      int to = Math.min(bytes.length, at + CHUNK + TAG);
      byte[] chunk = Arrays.copyOfRange(bytes, at, to);
      byte[] plain =
          Crypto.open(key, nonce(i, to == bytes.length), chunk)
              .orElseThrow(() -> new AgeException("its content was changed or cut off"));
      if (plain.length == 0 && i > 0) {
        throw new AgeException("it ends in an empty chunk");
      }
      out.writeBytes(plain);
      at = to;
    }
    return out.toByteArray();
  }

  private static byte[] nonce(int counter, boolean last) {
    return ByteBuffer.allocate(12).putInt(7, counter).put(11, (byte) (last ? 1 : 0)).array();
  }

  private static byte[] mac(byte[] fileKey, String header) {
    byte[] key = Crypto.hkdf(fileKey, new byte[0], "header");
    return Crypto.hmac(key, header.getBytes(StandardCharsets.US_ASCII));
  }

  private static String armored(byte[] bytes) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return BEGIN + "\n" + body + "\n" + END + "\n";
  }

  private static byte[] unarmored(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1).strip();
    if (!text.startsWith(BEGIN)) {
      return file;
    }
    if (!text.endsWith(END)) {
      throw new AgeException("it is cut off");
    }
    try {
      String body = text.substring(BEGIN.length(), text.length() - END.length());
      return Base64.getDecoder().decode(body.replaceAll("[\r\n]", ""));
    } catch (IllegalArgumentException e) {
      throw new AgeException("its armor is damaged", e);
    }
  }

  /** The header: the stanzas, what is signed, the MAC, and where it ends. */
  private record Header(List<Stanza> stanzas, String signed, String mac64, int length) {
    static Header read(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      if (!text.startsWith(VERSION)) {
        throw new AgeException("it is not an age file of version 1");
      }
      List<Stanza> stanzas = new ArrayList<>();
      int at = VERSION.length();
      while (text.startsWith("-> ", at)) {
        String[] words = line(text, at).substring(3).split(" ", -1);
        at += line(text, at).length() + 1;
        StringBuilder body = new StringBuilder();
        String line;
        do {
          line = line(text, at);
          body.append(line);
          at += line.length() + 1;
        } while (line.length() == 64);
        stanzas.add(
            new Stanza(words[0], Arrays.asList(words).subList(1, words.length), body.toString()));
        Stanza.fromBase64(body.toString());
      }
      String last = line(text, at);
      if (!last.startsWith("--- ") || stanzas.isEmpty()) {
        throw new AgeException("its header is damaged");
      }
      Stanza.fromBase64(last.substring(4));
      return new Header(
          stanzas, text.substring(0, at + 3), last.substring(4), at + last.length() + 1);
    }

    private static String line(String text, int at) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        throw new AgeException("it is cut off");
      }
      return text.substring(at, end);
    }
  }
}
