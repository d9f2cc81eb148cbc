package dev.k3form.frontend.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.diagnostic.Fix;
import dev.k3form.model.source.SourceFile;
import dev.k3form.model.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How diagnostics look. */
class DiagnosticPrinterTest {
  private static final SourceFile VMS =
      new SourceFile(
          "prod/vms.k3s",
          """
          resource "proxmox_vm" "db" {
            name   = "db"
            core   = var.cores * 2
          \tsize = \"\u5168\u89d2\" + x
          }
          """);
  private static final SourceFile VARIABLES =
      new SourceFile("variables.k3s", "variable \"cores\" {\n}\n");

  private static String print(Diagnostic diagnostic, Style style) {
    return new DiagnosticPrinter(Sources.of(List.of(VMS, VARIABLES)), style).print(diagnostic);
  }

  private static Span at(SourceFile file, String text) {
    int start = file.text().indexOf(text);
    return new Span(file.path(), start, start + text.length());
  }

  private static Diagnostic unknownArgument() {
    return Diagnostic.error("K3-0203", "unknown argument `core`")
        .at(at(VMS, "core "), "`proxmox_vm` has no argument with this name")
        .help("did you mean `cores`?")
        .note("arguments of `proxmox_vm`:\n  k3form explain proxmox_vm")
        .build();
  }

  @Test
  void showsTheSourceInItsBlock() {
    assertThat(print(unknownArgument(), Style.PLAIN))
        .isEqualTo(
            """
            error[K3-0203]: unknown argument `core`
              ╭─ prod/vms.k3s:3:3
              │
             1│ resource "proxmox_vm" "db" {
              ┆
             3│   core   = var.cores * 2
              │   ^^^^^ `proxmox_vm` has no argument with this name
              │
              = help: did you mean `cores`?
              = note: arguments of `proxmox_vm`:
                        k3form explain proxmox_vm
            """);
  }

  @Test
  void asciiHasNothingElse() {
    assertThat(print(unknownArgument(), Style.ASCII)).matches("[\\x20-\\x7e\\n]*");
  }

  @Test
  void colourChangesNothingElse() {
    String coloured = print(unknownArgument(), new Style(true, true, 80, 20));
    assertThat(coloured).contains("\u001b[1;31m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(print(unknownArgument(), Style.PLAIN));
  }

  @Test
  void whatAMachineAnsweredCannotSteerTheTerminal() {
    Diagnostic diagnostic =
        Diagnostic.error("K3-0203", "it said \u001b[2J")
            .at(at(VMS, "core "), "or \u202egnp.exe")
            .note("first\r\nsecond \u001b]0;title\u0007")
            .help("go on\rgone")
            .build();
    assertThat(print(diagnostic, Style.PLAIN))
        .contains(
            "it said \\u001b[2J", "or \\u202egnp.exe", "note: first\n", "second \\u001b]0;title")
        .contains("go on\\rgone")
        .doesNotContain("\u001b", "\u0007", "\u202e", "\r");
  }

  @Test
  void labelsReachOverFilesAndLines() {
    Diagnostic diagnostic =
        Diagnostic.error("K3-0301", "wrong type")
            .at(at(VMS, "var.cores * 2"), "this is a string")
            .label(at(VMS, "core "), "for this argument")
            .label(at(VARIABLES, "\"cores\""), "declared here")
            .build();
    assertThat(print(diagnostic, Style.PLAIN))
        .isEqualTo(
            """
            error[K3-0301]: wrong type
              ╭─ prod/vms.k3s:3:12
              │
             1│ resource "proxmox_vm" "db" {
              ┆
             3│   core   = var.cores * 2
              │   -----    ^^^^^^^^^^^^^ this is a string
              │   for this argument
              │
              ╭─ variables.k3s:1:10
              │
             1│ variable "cores" {
              │          ------- declared here
              │
            """);
  }

  @Test
  void tabsAndWideCharactersAreMeasured() {
    Diagnostic diagnostic =
        Diagnostic.warning("K3-0302", "odd sum").at(at(VMS, "x"), "here").build();
    Diagnostic atX =
        Diagnostic.warning("K3-0302", "odd sum")
            .at(new Span(VMS.path(), at(VMS, "+ x").start() + 2, at(VMS, "+ x").end()), "here")
            .build();
    assertThat(print(atX, Style.PLAIN))
        .contains(
            """
             4│     size = "全角" + x
              │                     ^ here
            """);
    assertThat(diagnostic.isError()).isFalse();
  }

  @Test
  void longLinesAreCutAroundThePlace() {
    SourceFile file =
        new SourceFile("long.k3s", "a = [" + "1, ".repeat(100) + "x, " + "2, ".repeat(90));
    Diagnostic diagnostic =
        Diagnostic.error("K3-0101", "unexpected `x`")
            .at(
                at(file, "x"),
                "a label that is much too long for the rest of the line, so it wraps")
            .build();
    String text = new DiagnosticPrinter(Sources.of(List.of(file)), Style.PLAIN).print(diagnostic);
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    assertThat(text).contains("x, 2");
  }

  @Test
  void onlySomeAreShown() {
    List<Diagnostic> many = new ArrayList<>();
    for (int i = 0; i < 27; i++) {
      many.add(Diagnostic.error("K3-0101", "error " + i).build());
    }
    for (int i = 0; i < 3; i++) {
      many.addFirst(Diagnostic.warning("K3-0210", "unused").at(new Span("x", i, i)).build());
    }
    DiagnosticPrinter printer = new DiagnosticPrinter(Sources.of(List.of()), Style.PLAIN);
    assertThat(printer.print(many))
        .contains("error 19")
        .endsWith("… and 7 more errors and 3 more warnings\n");
    assertThat(printer.print(many.subList(0, 13)))
        .contains("error 9", "and 2 more similar warnings elsewhere")
        .doesNotContain("…");
  }

  @Test
  void warningsMakeRoomForErrors() {
    List<Diagnostic> many = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      many.add(Diagnostic.warning("K3-0218", "unused " + i).build());
    }
    many.add(Diagnostic.error("K3-0201", "the one that counts").build());
    String text = new DiagnosticPrinter(Sources.of(List.of()), Style.PLAIN).print(many);
    assertThat(text)
        .contains("unused 18", "the one that counts")
        .endsWith("… and 6 more warnings\n");
  }

  @Test
  void dataHasEverythingThatIsDrawn() {
    Diagnostic diagnostic =
        Diagnostic.error("K3-0104", "wrong")
            .at(at(VMS, "\u5168"), "here")
            .fix(new Fix("mend it", at(VMS, "\u5168"), "y", true))
            .build();
    DiagnosticView view = DiagnosticView.of(diagnostic, Sources.of(List.of(VMS)));
    assertThat(view.severity()).isEqualTo("error");
    assertThat(view.labels())
        .singleElement()
        .satisfies(
            label -> {
              assertThat(label.range().start()).isEqualTo(new DiagnosticView.Position(4, 10, 79));
              assertThat(label.range().end()).isEqualTo(new DiagnosticView.Position(4, 11, 82));
            });
    assertThat(view.fixes()).hasSize(1);
    assertThat(view.snippets().getFirst().lines())
        .extracting(l -> l.number())
        .containsExactly(1, 4);
  }

  @Test
  void aByteOrderMarkTakesNoColumn() {
    SourceFile file = new SourceFile("bom.k3s", "\ufeffab = 1\n");
    Diagnostic diagnostic =
        Diagnostic.error("K3-0104", "wrong").at(new Span("bom.k3s", 1, 3), "here").build();
    assertThat(new DiagnosticPrinter(Sources.of(List.of(file)), Style.PLAIN).print(diagnostic))
        .contains("bom.k3s:1:1", "1│ ab = 1", "  │ ^^ here");
  }
}
