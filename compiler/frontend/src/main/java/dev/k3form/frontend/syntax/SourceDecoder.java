package dev.k3form.frontend.syntax;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns the bytes of a configuration file into its text; files are UTF-8. */
public final class SourceDecoder {
  private SourceDecoder() {}

  /**
   * The text of a file and what is wrong with its bytes.
   *
   * @param file the text, with a replacement character in place of what is not UTF-8
   */
  public record Decoded(SourceFile file, List<Diagnostic> diagnostics) {
    /** Copies the diagnostics. */
    public Decoded {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Decodes a file; the first wrong byte is reported. */
  public static Decoded decode(String path, byte[] bytes) {
    SourceFile file = new SourceFile(path, new String(bytes, StandardCharsets.UTF_8));
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    if (!result.isError()) {
      return new Decoded(file, List.of());
    }
    int at = text.position();
    return new Decoded(
        file,
        List.of(
            Diagnostic.error("K3-0102", "file is not UTF-8")
                .at(new Span(path, at, at + 1), "these bytes are no character")
                .help("save the file in the encoding UTF-8")
                .build()));
  }
}
