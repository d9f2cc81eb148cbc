package dev.k3form.frontend.diagnostic;

import dev.k3form.model.diagnostic.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The pages that explain diagnostics, from {@code docs/diagnostics}: what the code means, an
 * example that is wrong and the same example mended.
 */
public final class DiagnosticPages {
  private DiagnosticPages() {}

  /** Returns the page of a code, in Markdown. */
  public static Optional<String> find(Code code) {
    try (InputStream page =
        DiagnosticPages.class.getResourceAsStream("pages/" + code.text() + ".md")) {
      return page == null
          ? Optional.empty()
          : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
