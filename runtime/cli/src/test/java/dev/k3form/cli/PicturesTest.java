package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Graphs, plan pages and plan documents, as the commands write them. */
class PicturesTest {
  private static final String CONFIGURATION =
      """
      resource "k3form_data" "base" {
        for_each     = toset(["a", "<b> & \\"c\\""])
        input        = each.key
        secret_input = "hush-hush"
      }
      resource "k3form_data" "top" {
        input = k3form_data.base["a"].id
      }
      check "never" {
        assert {
          condition     = 1 == 2
          error_message = "one is not two"
        }
      }
      """;

  @TempDir private Path directory;

  private Cli cli() throws IOException {
    Cli cli = new Cli(directory);
    cli.file("main.k3s", CONFIGURATION);
    return cli;
  }

  private static Document xml(String text)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  @Test
  void dotNamesEveryInstanceAndTheArrowBetweenTheTwo() throws IOException {
    String dot = cli().run("graph").out();
    assertThat(dot)
        .startsWith("digraph k3form {")
        .contains("label = \"k3form_data.base[\\\"a\\\"]\"", "label = \"k3form_data.top\"");
    assertThat(dot.lines().filter(l -> l.contains("->"))).hasSize(1);
  }

  @Test
  void mermaidHasNoQuoteInsideALabel() throws IOException {
    String mermaid = cli().run("graph", "-format=mermaid").out();
    assertThat(mermaid).startsWith("flowchart LR").contains("base[#34;a#34;]", "-->");
    assertThat(mermaid.lines().filter(l -> l.contains("[\"")))
        .allMatch(l -> l.chars().filter(c -> c == '"').count() == 2)
        .hasSize(3);
  }

  @Test
  void svgIsWellFormedAndPutsWhatIsNeededToTheLeft() throws Exception {
    Document svg = xml(cli().run("graph", "-format=svg").out());
    NodeList texts = svg.getElementsByTagName("text");
    assertThat(texts.getLength()).isEqualTo(3);
    int base = -1;
    int top = -1;
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      int x = Integer.parseInt(text.getAttribute("x"));
      if (text.getTextContent().equals("k3form_data.base[\"a\"]")) {
        base = x;
      } else if (text.getTextContent().equals("k3form_data.top")) {
        top = x;
      }
    }
    assertThat(base).isPositive().isLessThan(top);
  }

  @Test
  void aPageShowsThePlanEscapedWithoutSecretsAndWithoutAnythingFromElsewhere() throws IOException {
    Cli cli = cli();
    assertThat(cli.run("plan", "-out=p", "-html=plan.html").exit()).isZero();
    String page = Files.readString(cli.work().resolve("plan.html"));
    assertThat(page)
        .contains("k3form_data.top", "will be created", "(secret)", "one is not two")
        .contains("&lt;b&gt; &amp; ", "default-src 'none'", "<svg")
        .doesNotContain("hush-hush", "<b> &", "<script", "src=", "href=", "url(", "@import");
    cli.run("show", "-html=again.html", "p");
    assertThat(Files.readString(cli.work().resolve("again.html"))).isEqualTo(page);
  }

  @Test
  void oddNamesAreDrawnAsTheyAreAndHideNothing() throws Exception {
    Cli cli = new Cli(directory);
    cli.file(
        "main.k3s",
        """
        resource "k3form_data" "wide" {
          for_each = toset(["漢字漢字漢字漢字", "12345678", "\\u202eevil", "two\\nlines", "</svg>"])
          input    = each.key
        }
        resource "k3form_data" "top" {
          input = k3form_data.wide["12345678"].id
        }
        """);
    String svg = cli.run("graph", "-format=svg").out();
    NodeList boxes = xml(svg).getElementsByTagName("rect");
    int[] widths = new int[boxes.getLength()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Integer.parseInt(((Element) boxes.item(i)).getAttribute("width"));
    }
    assertThat(svg).contains("漢字", "\\u202eevil", "l7 -4 v8 z").doesNotContain("\u202e");
    // Twice as wide characters need twice the width.
    assertThat(java.util.Arrays.stream(widths).max().orElse(0)).isGreaterThan(widths[0] + 50);
    for (String[] command : new String[][] {{"graph"}, {"graph", "-format=mermaid"}, {"plan"}}) {
      assertThat(cli.run(command).out()).contains("\\u202eevil").doesNotContain("\u202e");
    }
    assertThat(cli.run("plan", "-html=p.html").exit()).isZero();
    assertThat(Files.readString(cli.work().resolve("p.html")))
        .contains("\\u202eevil", " open>")
        .doesNotContain("\u202e", "</svg>\"]");
  }

  @Test
  void aPageOfManyChangesIsFoldedUp() throws IOException {
    Cli cli = new Cli(directory);
    cli.file("main.k3s", "resource \"k3form_data\" \"w\" {\n  count = 101\n}\n");
    assertThat(cli.run("plan", "-html=p.html").exit()).isZero();
    assertThat(Files.readString(cli.work().resolve("p.html")))
        .contains("<details class=\"create\"><summary>")
        .doesNotContain(" open>");
    assertThat(cli.run("plan", "-html=no/such/p.html").err()).contains("K3-0804", "no/such/p.html");
  }

  @Test
  void aSavedPlanIsShownAsItsDocumentWithSecretsMasked() throws IOException {
    Cli cli = cli();
    cli.run("plan", "-out=p");
    String shown = cli.run("show", "-json", "p").out();
    assertThat(shown)
        .contains("\"format\": \"k3form-plan\"", "\"format_version\": \"1.", "(secret)")
        .doesNotContain("hush-hush");
    assertThat(cli.run("graph", "-plan=p").out()).contains("+ k3form_data.top");
  }

  @Test
  void aCheckThatDoesNotHoldIsToldOnceByEachPlanAndApply() throws IOException {
    Cli cli = cli();
    assertThat(cli.run("plan").out()).containsOnlyOnce("never: one is not two");
    assertThat(cli.run("apply", "-auto-approve").err()).containsOnlyOnce("check `never`");
  }

  @Test
  void programsAreToldOfFailuresToo() throws IOException {
    Cli cli = cli();
    Cli.Result failed = cli.run("plan", "-json", "-target=nonsense.x");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).contains("\"type\":\"diagnostic\"", "K3-0505");
    assertThat(failed.err()).isEmpty();
  }

  @Test
  void everyPhaseIsToldTheCompilationFirst() throws IOException {
    assertThat(cli().run("plan", "-json").out())
        .containsSubsequence("\"phase\":\"compiling\"", "\"phase\":\"planning\"");
  }
}
