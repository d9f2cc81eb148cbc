package dev.k3form.provider.linux;

import dev.k3form.hosts.Content;
import dev.k3form.hosts.PathState;
import dev.k3form.spi.schema.SecretString;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of a file in the argument that the user chose for it. */
final class FileContent {
  /** Larger files than this are told apart by their hashes alone. */
  static final int LARGEST = 4 << 20;

  private FileContent() {}

  static Content of(LinuxFile file) {
    SecretString secret = file.sensitiveContent();
    if (secret != null) {
      return Content.of(secret.reveal());
    }
    String base64 = file.contentBase64();
    if (base64 != null) {
      return Content.of(Base64.getDecoder().decode(base64));
    }
    String text = file.content();
    return text == null ? Content.empty() : Content.of(text);
  }

  /** Returns what was recorded, or what is there instead. */
  static LinuxFile observed(LinuxFile prior, PathState.RegularFile file, boolean interrupted) {
    boolean same = of(prior).sha256().equals(file.sha256());
    String mode = file.attributes().mode();
    String recorded = prior.mode();
    return prior.with(
        same || prior.content() == null ? prior.content() : text(file),
        same || prior.contentBase64() == null ? prior.contentBase64() : base64(file),
        same || prior.sensitiveContent() == null
            ? prior.sensitiveContent()
            : new SecretString(text(file)),
        recorded != null && sameMode(recorded, mode) ? recorded : mode,
        file.attributes().owner(),
        file.attributes().group(),
        interrupted);
  }

  private static boolean sameMode(String one, String other) {
    return Integer.parseInt(one, 8) == Integer.parseInt(other, 8);
  }

  private static String text(PathState.RegularFile file) {
    return file.content().map(Content::utf8).orElse(tooLarge(file));
  }

  private static String base64(PathState.RegularFile file) {
    return file.content()
        .map(c -> Base64.getEncoder().encodeToString(c.bytes()))
        .orElse(tooLarge(file));
  }

  private static String tooLarge(PathState.RegularFile file) {
    return "(" + file.size() + " bytes with SHA-256 " + file.sha256() + ")";
  }

  /** Decodes, if it is base64. */
  static Optional<byte[]> decode(@Nullable String base64) {
    if (base64 == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
