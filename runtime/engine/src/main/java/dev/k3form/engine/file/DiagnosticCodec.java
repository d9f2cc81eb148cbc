package dev.k3form.engine.file;

import dev.k3form.model.diagnostic.Code;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Label;
import dev.k3form.model.diagnostic.Severity;
import dev.k3form.model.source.Span;
import dev.k3form.state.json.Json;
import dev.k3form.state.json.JsonException;
import dev.k3form.state.json.JsonFields;
import java.util.List;
import java.util.Locale;

/** Diagnostics as JSON, without the text edits, which belong to sources that may have changed. */
final class DiagnosticCodec {
  private DiagnosticCodec() {}

  static Json encode(Diagnostic d) {
    return new Doc()
        .text("severity", d.severity().name().toLowerCase(Locale.ROOT))
        .text("code", d.code())
        .text("summary", d.summary())
        .put("place", span(d.primary()))
        .textUnlessEmpty("label", d.primaryLabel())
        .list(
            "labels",
            d.labels(),
            l -> new Doc().put("place", span(l.span())).text("text", l.text()).end())
        .texts("notes", d.notes())
        .texts("help", d.help())
        .textIfAny("address", d.address())
        .end();
  }

  static Json span(Span span) {
    return new Doc()
        .text("file", span.file())
        .number("start", span.start())
        .number("end", span.end())
        .end();
  }

  static Span span(Json json) {
    JsonFields in = JsonFields.of("the place", json);
    return new Span(in.string("file"), (int) in.number("start"), (int) in.number("end"));
  }

  static Diagnostic decode(Json json) {
    JsonFields in = JsonFields.of("the diagnostic", json);
    return new Diagnostic(
        severity(in.string("severity")),
        new Code(in.string("code")),
        in.string("summary"),
        span(in.any("place")),
        in.findString("label").orElse(""),
        in.find("labels").map(Paths::array).orElse(List.of()).stream()
            .map(DiagnosticCodec::label)
            .toList(),
        in.strings("notes"),
        in.strings("help"),
        List.of(),
        in.findString("address").map(Paths::address));
  }

  private static Label label(Json json) {
    JsonFields in = JsonFields.of("the label", json);
    return new Label(span(in.any("place")), in.string("text"));
  }

  private static Severity severity(String text) {
    return switch (text) {
      case "error" -> Severity.ERROR;
      case "warning" -> Severity.WARNING;
      default -> throw new JsonException("`" + text + "` is no severity");
    };
  }
}
