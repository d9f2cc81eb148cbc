package dev.k3form.frontend.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.source.SourceFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What HCL's parser accepts and rejects, as measured with it; ours must agree on every case.
 *
 * <p>{@code ⏎} in a case stands for a newline.
 */
class VerdictTest {
  private static SyntaxTree parse(String text) {
    return Parser.parseFile(new SourceFile("test.k3s", text.replace('⏎', '\n')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Collections.
        "a = [⏎1,⏎2,⏎]⏎",
        "a = { b = 1, c = 2 }⏎",
        "a = { b : 1 }⏎",
        "a = {⏎b = 1⏎c = 2⏎}⏎",
        "a = {⏎b = 1,⏎c = 2,⏎}⏎",
        "a = {⏎⏎b = 1⏎⏎⏎c = 2⏎⏎}⏎",
        "a = {}⏎",
        "a = {⏎}⏎",
        "a = []⏎",
        "a = [⏎]⏎",
        "a = [1,]⏎",
        // Newlines.
        "a = (1 +⏎2)⏎",
        "a = (true⏎? 1⏎: 2)⏎",
        "a = { b = f(1 +⏎2) }⏎",
        "a = ({⏎b = 1⏎c = 2⏎})⏎",
        "a = f({⏎b = 1⏎c = 2⏎})⏎",
        "a = 1",
        "b {}",
        "b {}⏎⏎⏎",
        "⏎⏎a = 1⏎",
        "a = (b⏎.c)⏎",
        "a = (f⏎(1))⏎",
        "a = b[⏎0⏎]⏎",
        "a = (b[⏎*⏎])⏎",
        "a = b[ * ].c⏎",
        "a = \"${⏎1⏎}\"⏎",
        "a = [⏎for⏎x⏎in⏎y⏎:⏎x⏎if⏎x⏎]⏎",
        "a = {⏎for⏎k⏎,⏎v⏎in⏎y⏎:⏎k⏎=>⏎v⏎...⏎if⏎x⏎}⏎",
        "a = 1\r\nb {\r\n}\r\n",
        "\uFEFFa = 1⏎",
        "\ta\t=\t1\t⏎",
        // Blocks.
        "b { a = 1 }⏎",
        "b c d {}⏎",
        "b \"c\" d \"e\" {⏎}⏎",
        "b \"a\\\"b\" {}⏎",
        "b {⏎⏎c {⏎d = 1⏎}⏎⏎}⏎",
        // Heredocs.
        "a = <<EOT⏎x⏎EOT⏎",
        "a = <<EOT⏎x⏎  EOT⏎",
        "a = <<EOT⏎x⏎EOT  ⏎",
        "a = <<EOT⏎x⏎\tEOT\t⏎",
        "a = <<E-T⏎x⏎E-T⏎",
        "a = f(<<EOT⏎x⏎EOT⏎, 1)⏎",
        "a = [<<EOT⏎x⏎EOT⏎, 1]⏎",
        "a = <<A⏎${<<B⏎x⏎B⏎}⏎A⏎",
        "a = <<EOT⏎EOT⏎",
        "a = <<-EOT⏎  x⏎  EOT⏎",
        // Identifiers.
        "été = 1⏎",
        "日本 = 2⏎",
        "_a = 1⏎",
        "a- = 1⏎",
        "a--b = 1⏎",
        "a = b-c⏎",
        "a = b -1⏎",
        "a = 1-b⏎",
        "a = b - c⏎",
        // Postfix.
        "a = 1.foo⏎",
        "a = b.0.c⏎",
        "a = b.0 .1⏎",
        "a = b.*.c.0⏎",
        "a = b.*.c[0]⏎",
        "a = b.*[0].*.c⏎",
        "a = b[*].c[*].d⏎",
        "a = f (1)⏎",
        "a = f(1)[0].b⏎",
        "a = provider::x::f(1)⏎",
        "a = provider :: x :: f(1)⏎",
        "a = \"abc\"[0]⏎",
        "a = (b).c⏎",
        "a = [1].b⏎",
        "a = f(b...)⏎",
        "a = f(b, c,)⏎",
        // Comments.
        "a = /* c */ 1⏎",
        "a = /* c⏎d */ 1⏎",
        "a = 1 # c⏎",
        "a = 1 // c⏎",
        "# c",
        "/* c */",
        "b { # c⏎}⏎",
        // Templates.
        "a = \"${\"${\"x\"}\"}\"⏎",
        "a = \"${ {b=1}.b }\"⏎",
        "a = \"%{ for k, v in m }x%{ endfor }\"⏎",
        "a = \"%{ if b }x%{ else }y%{ endif }\"⏎",
        "a = \"%{ if b ~}x%{~ endif ~}\"⏎",
        "a = \"x ${~ b ~} y\"⏎",
        "a = \"$\"⏎",
        "a = \"%\"⏎",
        "a = \"$$\"⏎",
        "a = \"$${x\"⏎",
        "a = \"$$${b}\"⏎",
        "a = \"\u0000\u0001\"⏎",
        "a = \"\\u00e9\\U0001F600\"⏎",
        // For-expressions and words that are keywords elsewhere.
        "a = [for x in y:x]⏎",
        "a = [for in in in : in]⏎",
        "a = [for if in x : if]⏎",
        "a = [for if in x : if if if]⏎",
        "a = [for x in y ? a : b : x]⏎",
        "a = [for x in (y ? a : b) : x]⏎",
        "a = {for k, v in c : k => v...}⏎",
        "a = {for v in c : v => v}⏎",
        "for = 1⏎",
        "b { for = 1 }⏎",
        "for {⏎in = 1⏎}⏎",
        "a = {a = 1, for = 2}⏎",
        "a = for⏎",
        "a = b[for]⏎",
        // Object keys.
        "a = { b ? c : d = 1 }⏎",
        "a = { (b) = 1 }⏎",
        "a = { b.c = 1 }⏎",
        "a = { \"${b}\" = 1 }⏎",
        "a = { 1 = 1 }⏎",
        "a = { f(1) = 1 }⏎",
        "a = { true = 1, null = 2 }⏎",
        "a = { (b) + 1 = 1 }⏎",
        "a = { b = 1, b = 2 }⏎",
        // Operators.
        "a = !!b⏎",
        "a = --1⏎",
        "a = -(1)⏎",
        "a = -b.c⏎",
        "a = 1 < 2 < 3⏎",
        "a = 1 + 2 * 3 % 4 / 5 - 6⏎",
        "a = b && c || d == e != f >= g⏎",
        "a = b ? c : d ? e : f⏎",
        "a = 007⏎",
        "a = 1.5e+3⏎",
        // Units, which are ours.
        "a = [4GiB, 512MiB, 1TiB, 64KiB, 32G, 10M, 4K, 1T]⏎",
        "a = [10s, 500ms, 5m, 2h, 365d, 1.5h]⏎",
        "a = 10s-b⏎",
        ""
      })
  void accepts(String text) {
    SyntaxTree tree = parse(text);
    assertThat(tree.diagnostics()).isEmpty();
    assertThat(tree.tokens().text()).isEqualTo(tree.file().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = [1⏎2]⏎",
        "a = [,1]⏎",
        "a = { b = 1,, c = 2 }⏎",
        "a = {⏎b⏎= 1⏎}⏎",
        "a = {⏎b =⏎1⏎}⏎",
        "a = {⏎b = 1⏎, c = 2 }⏎",
        "a = { b = 1 c = 2 }⏎",
        "a =⏎1⏎",
        "a = 1 +⏎2⏎",
        "a = true ?⏎1 :⏎2⏎",
        "a = { b = 1 +⏎2 }⏎",
        "b⏎{⏎}⏎",
        "b \"c\"⏎{⏎}⏎",
        "b { a = 1, c = 2 }⏎",
        "b { a = 1⏎}⏎",
        "b { c {} }⏎",
        "b {⏎a = 1 }⏎",
        "b \"${c}\" {}⏎",
        "b <<EOT⏎x⏎EOT⏎{}⏎",
        "a = <<EOT⏎x⏎EOT",
        "a = <<EOT ⏎x⏎EOT⏎",
        "a = << EOT⏎x⏎EOT⏎",
        "a = <<\"EOT\"⏎x⏎EOT⏎",
        "a = [<<EOT⏎x⏎EOT,⏎1]⏎",
        "a = 1\rb = 2⏎",
        "a\u00a0= 1⏎",
        "-a = 1⏎",
        "a = 1.2.3⏎",
        "a = 1.⏎",
        "a = 1e⏎",
        "a = 1e5x⏎",
        "a = .5⏎",
        "a = 0x10⏎",
        "a = 1_000⏎",
        "a = b.0.0.c⏎",
        "a = b.0.0⏎",
        "a = b.1e2⏎",
        "a = b.*.c.*.d⏎",
        "a = b[⏎*⏎]⏎",
        "a = b[*⏎]⏎",
        "a = b⏎.c⏎",
        "a = f(,)⏎",
        "a = f(a..., b)⏎",
        "a = f(a...,)⏎",
        "\"a\" = 1⏎",
        "a.b = 1⏎",
        "a : 1⏎",
        "a = 1⏎a = 2⏎",
        "a = /* b /* c */ d */ 1⏎",
        "/* b",
        "a = \"b",
        "a = \"b⏎c\"⏎",
        "a = \"%{ if b }\"⏎",
        "a = \"%{ if b }x%{ else if c }y%{ endif }\"⏎",
        "a = \"%{ for v in m if v }x%{ endfor }\"⏎",
        "a = \"%{ for v in m }x%{ endif }\"⏎",
        "a = \"%{ while }\"⏎",
        "a = +1⏎",
        "a = 1;⏎",
        "a = 'x'⏎",
        "a = `x`⏎",
        "a = “x”⏎",
        "a = \"\\ud800\"⏎",
        "a = \"\\u12\"⏎",
        "a = \"\\q\"⏎",
        "a = \"${b\"⏎",
        "a = ~1⏎",
        "a = \"${ b ~ }\"⏎",
        "a = { b ~}⏎",
        "a = { b => 1 }⏎",
        "a = [for x in y : x...]⏎",
        "a = [for x in y : x => x]⏎",
        "a = {for = 1}⏎",
        "a = {for x in y : x}⏎",
        "a = 2 ** 3⏎",
        "a = b & c⏎",
        "a = b | c⏎",
        "a = b ^ c⏎",
        "a = 4Gi⏎",
        "a = 4GB⏎",
        "a = 1x⏎",
        "a = 0.3KiB⏎",
        "a = (1⏎",
        "a = [1⏎",
        "a = 1)⏎",
        "a {⏎b = 1⏎",
        "}⏎",
        "a⏎",
        "a = ⏎",
        "= 1⏎"
      })
  void rejects(String text) {
    SyntaxTree tree = parse(text);
    assertThat(tree.diagnostics()).isNotEmpty();
    assertThat(tree.tokens().text()).isEqualTo(tree.file().text());
  }
}
