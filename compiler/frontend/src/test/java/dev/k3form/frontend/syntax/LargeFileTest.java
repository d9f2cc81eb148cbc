package dev.k3form.frontend.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.k3form.frontend.syntax.tree.Block;
import dev.k3form.frontend.syntax.tree.BodyItem;
import dev.k3form.frontend.syntax.tree.SyntaxTree;
import dev.k3form.model.diagnostic.Diagnostic;
import dev.k3form.model.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that are long enough to be read in parts. */
final class LargeFileTest {
  private static final List<String> BLOCKS =
      List.of(
          """
          resource "k3form_data" "r%d" {
            input = [k3form_data.a.id, "x${local.y}", 3GiB]
          }
          """,
          """
          # a comment
          locals { n%d = 1 }
          """,
          """


          resource "a_b" "r%d" {
            text = <<-EOT
              }
              ${ { a = 1 }.a }
            EOT

            inner "l" {
              list = [
                1,

                2
              ]
            }
          }
          """,
          """
          output "o%d" {
            value = [for k, v in var.m : v
              if v != null]
          } // end
          """,
          """
          check "c%d" {
            assert {
              condition     = a.b
              error_message = "\\u00e9"
            }
          }
          """);

  private static final int COUNT = 3_000;

  private static List<String> texts() {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      out.add(BLOCKS.get(i % BLOCKS.size()).formatted(i));
    }
    return out;
  }

  private static SyntaxTree parse(List<String> texts) {
    return Parser.parseFile(new SourceFile("main.k3s", String.join("", texts)));
  }

  private static String text(SyntaxTree tree, BodyItem item) {
    return tree.file().text().substring(item.span().start(), item.span().end());
  }

  @Test
  void everyBlockIsAsItIsAlone() {
    List<String> texts = texts();
    SyntaxTree whole = parse(texts);
    assertEquals(List.of(), whole.diagnostics());
    assertEquals(COUNT, whole.body().items().size());
    for (int i = 0; i < COUNT; i++) {
      SyntaxTree alone = parse(List.of(texts.get(i)));
      BodyItem expected = alone.body().items().getFirst();
      BodyItem found = whole.body().items().get(i);
      assertEquals(text(alone, expected), text(whole, found));
      assertEquals(shape((Block) expected, alone), shape((Block) found, whole));
    }
  }

  /** The texts of everything in a block, whatever its place in the file. */
  private static List<String> shape(Block block, SyntaxTree tree) {
    List<String> out = new ArrayList<>();
    block.body().attributes().forEach(a -> out.add(a.name().name() + ":" + text(tree, a)));
    block.body().blocks().forEach(b -> out.addAll(shape(b, tree)));
    return out;
  }

  @Test
  void anErrorIsToldAtItsPlaceAndTheRestIsRead() {
    List<String> texts = texts();
    texts.set(2_001, "locals {\n  wrong = 1 +\n}\n");
    SyntaxTree whole = parse(texts);
    Diagnostic problem = whole.diagnostics().getFirst();
    assertEquals(1, whole.diagnostics().size());
    int place = problem.primary().start();
    assertTrue(text(whole, whole.body().items().get(2_001)).startsWith("locals"));
    int start = String.join("", texts.subList(0, 2_001)).length();
    assertTrue(place > start && place <= start + texts.get(2_001).length(), problem.toString());
    assertEquals(COUNT, whole.body().items().size());
  }

  @Test
  void problemsOfSeveralPartsAreInOrder() {
    List<String> texts = texts();
    for (int i : new int[] {100, 1_500, 2_900}) {
      texts.set(i, "locals {\n  a = 1\n  a = 2\n}\n");
    }
    SyntaxTree whole = parse(texts);
    List<Integer> places = whole.diagnostics().stream().map(d -> d.primary().start()).toList();
    assertEquals(3, places.size());
    assertEquals(places.stream().sorted().toList(), places);
  }

  @Test
  void attributesOutsideOfBlocksAreComparedAcrossTheFile() {
    List<String> texts = texts();
    texts.set(1, "a = 1\n");
    texts.set(2_998, "a = 2\n");
    assertEquals(1, parse(texts).diagnostics().size());
  }
}
