package dev.k3form.state.secret;

import dev.k3form.state.SealProblems;
import dev.k3form.state.StateException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMSIVBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Seals with AES-256-GCM-SIV (RFC 8452) under a data key.
 *
 * <p>The nonce is the start of the SHA-256 hash of the place, so sealing is deterministic: an
 * unchanged secret is an unchanged line. SIV makes that safe; what shows is only whether the value
 * at one place is the same as it was. Texts are padded with spaces to a multiple of 32 bytes, so
 * that a seal does not tell the length of a password; the padding is white space after a JSON text.
 *
 * <p>A seal is {@code KEYID:BASE64}. New seals use the first key; the others open old ones.
 */
public final class DataKeySealer implements Sealer {
  private static final int TAG_BITS = 128;
  private static final int BLOCK = 32;

  private static final Path KEY_FILE = Path.of("k3form.state.key");

  private final DataKey current;
  private final Path keyFile;
  private final SequencedMap<String, DataKey> keys = new LinkedHashMap<>();

  /** Creates a sealer of one key or, while keys are changed, of several; the first one seals. */
  public DataKeySealer(List<DataKey> keys) {
    this(keys, KEY_FILE);
  }

  /** Creates a sealer of keys from a file, which is named where a seal is of another key. */
  public DataKeySealer(List<DataKey> keys, Path keyFile) {
    this.keyFile = keyFile;
    current = keys.getFirst();
    keys.forEach(key -> this.keys.put(key.id(), key));
  }

  /** Returns a sealer of one key. */
  public static DataKeySealer of(DataKey key) {
    return new DataKeySealer(List.of(key));
  }

  @Override
  public String seal(Place place, String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(plain, (plain.length + BLOCK) / BLOCK * BLOCK);
    Arrays.fill(padded, plain.length, padded.length, (byte) ' ');
    try {
      byte[] sealed = run(true, current, place, padded);
      return current.id() + ":" + Base64.getEncoder().withoutPadding().encodeToString(sealed);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String open(Place place, String seal) {
    int colon = seal.indexOf(':');
    DataKey key = colon < 0 ? null : keys.get(seal.substring(0, colon));
    if (key == null) {
      throw new StateException(
          colon < 0
              ? SealProblems.broken(place.owner(), place.path(), keyFile)
              : SealProblems.ofOtherKey(
                  place.owner(), place.path(), seal.substring(0, colon), current.id(), keyFile));
    }
    try {
      byte[] sealed = decode(seal.substring(colon + 1));
      return new String(run(false, key, place, sealed), StandardCharsets.UTF_8).stripTrailing();
    } catch (IllegalArgumentException | InvalidCipherTextException e) {
      throw new StateException(SealProblems.broken(place.owner(), place.path(), keyFile), e);
    }
  }

  /** Base64 has bits that no byte needs; a seal has one spelling nevertheless. */
  private static byte[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not as seals are written");
    }
    return bytes;
  }

  /** Returns the ids of the keys that seals are opened with. */
  public Map<String, DataKey> keys() {
    return Map.copyOf(keys);
  }

  private static byte[] run(boolean seal, DataKey key, Place place, byte[] input)
      throws InvalidCipherTextException {
    byte[] data = place.associatedData();
    GCMSIVBlockCipher cipher = new GCMSIVBlockCipher(AESEngine.newInstance());
    cipher.init(
        seal, new AEADParameters(new KeyParameter(key.bytes()), TAG_BITS, nonce(data), data));
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    int n = cipher.processBytes(input, 0, input.length, output, 0);
    n += cipher.doFinal(output, n);
    return n == output.length ? output : Arrays.copyOf(output, n);
  }

  private static byte[] nonce(byte[] data) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(data), 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
