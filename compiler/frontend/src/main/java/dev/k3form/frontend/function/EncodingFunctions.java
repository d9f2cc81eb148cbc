package dev.k3form.frontend.function;

import static dev.k3form.frontend.function.Function.Category.ENCODING;
import static dev.k3form.model.type.Type.ANY;
import static dev.k3form.model.type.Type.STRING;

import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Functions that turn values into text of some format, and back. */
final class EncodingFunctions {
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private EncodingFunctions() {}

  static List<Function> all() {
    return List.of(
        text("base64encode", "The UTF-8 bytes of a text in Base64.")
            .returns(STRING, a -> Value.str(base64(utf8(a.text(0))))),
        text("base64decode", "The text whose UTF-8 bytes a Base64 text has.")
            .returns(STRING, a -> Value.str(decoded(a, bytes(a, 0)))),
        text("base64gzip", "The UTF-8 bytes of a text, compressed with gzip, in Base64.")
            .returns(STRING, EncodingFunctions::gzip),
        text("base64gunzip", "The text of which `base64gzip` made a Base64 text.")
            .returns(STRING, EncodingFunctions::gunzip),
        text(
                "csvdecode",
                "The rows of a CSV text as objects, whose attributes the first row names.")
            .typed(_ -> ANY)
            .returns(new Type.ListOf(new Type.MapOf(STRING)), a -> Csv.decode(a, a.text(0))),
        text("jsondecode", "The value of a JSON text.")
            .typed(_ -> ANY)
            .returns(ANY, a -> JsonDecoder.decode(a, a.text(0))),
        Function.named("jsonencode", ENCODING, "The value as JSON.")
            .nullable("value", ANY)
            .returns(STRING, a -> Value.str(JsonText.write(a.get(0)))),
        text("textdecodebase64", "The text that a Base64 text has in an encoding.")
            .param("encoding", STRING)
            .returns(STRING, EncodingFunctions::decodeText),
        text("textencodebase64", "The bytes of a text in an encoding, as Base64.")
            .param("encoding", STRING)
            .returns(STRING, EncodingFunctions::encodeText),
        text("urlencode", "The text escaped for the query of a URL.")
            .returns(STRING, a -> Value.str(urlEncode(a.text(0)))),
        text("urldecode", "The text of which `urlencode` made another.")
            .returns(STRING, EncodingFunctions::urlDecode),
        text("yamldecode", "The value of a YAML text.")
            .typed(_ -> ANY)
            .returns(ANY, a -> YamlDecoder.decode(a, a.text(0))),
        Function.named("yamlencode", ENCODING, "The value as YAML.")
            .nullable("value", ANY)
            .returns(STRING, a -> Value.str(YamlText.write(a.get(0)))));
  }

  private static Function.Builder text(String name, String doc) {
    return Function.named(name, ENCODING, doc).param("text", STRING);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(Arguments a, int index) {
    try {
      String text = a.text(index).replace("\n", "").replace("\r", "");
      if (text.length() % 4 != 0) {
        throw a.bad(index, "is not Base64");
      }
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw a.bad(index, "is not Base64");
    }
  }

  private static String decoded(Arguments a, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw a.failed("the bytes are not a text in UTF-8");
    }
  }

  private static Value gzip(Arguments a) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(utf8(a.text(0)));
    } catch (IOException e) {
      throw a.failed("the text cannot be compressed");
    }
    return Value.str(base64(out.toByteArray()));
  }

  private static Value gunzip(Arguments a) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes(a, 0)))) {
      byte[] bytes = gzip.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw a.failed("the text has more than 64 MiB");
      }
      return Value.str(decoded(a, bytes));
    } catch (IOException e) {
      throw a.failed("the bytes are not compressed with gzip");
    }
  }

  private static Charset charset(Arguments a) {
    try {
      return Charset.forName(a.text(1));
    } catch (IllegalArgumentException e) {
      throw a.bad(1, "is not the name of an encoding");
    }
  }

  private static Value decodeText(Arguments a) {
    try {
      return Value.str(charset(a).newDecoder().decode(ByteBuffer.wrap(bytes(a, 0))).toString());
    } catch (CharacterCodingException e) {
      throw a.failed("the bytes are not a text in this encoding");
    }
  }

  private static Value encodeText(Arguments a) {
    try {
      Charset charset = charset(a);
      ByteBuffer buffer = charset.newEncoder().encode(CharBuffer.wrap(a.text(0)));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return Value.str(base64(bytes));
    } catch (CharacterCodingException e) {
      throw a.failed("the text has characters that this encoding lacks");
    }
  }

  /** Unreserved characters of RFC 3986 stay, a space becomes {@code +}. */
  private static String urlEncode(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : utf8(text)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0);
      if (plain) {
        out.append(c);
      } else if (c == ' ') {
        out.append('+');
      } else {
        out.append("%%%02X".formatted((int) c));
      }
    }
    return out.toString();
  }

  private static Value urlDecode(Arguments a) {
    try {
      return Value.str(URLDecoder.decode(a.text(0), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw a.bad(0, "has an unfinished `%` escape");
    }
  }
}
