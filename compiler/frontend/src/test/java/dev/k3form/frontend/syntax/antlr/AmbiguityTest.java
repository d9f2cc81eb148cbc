package dev.k3form.frontend.syntax.antlr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.frontend.Golden;
import dev.k3form.frontend.syntax.Verdicts;
import dev.k3form.grammar.K3sParser;
import dev.k3form.model.source.SourceFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The grammar decides everything in SLL, so that parsing is fast and has one meaning. */
class AmbiguityTest {
  /** Collects what ANTLR has to say about a parse. */
  private static final class Findings extends BaseErrorListener {
    final List<String> found = new ArrayList<>();

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException e) {
      found.add("error " + message);
    }

    @Override
    public void reportAmbiguity(
        Parser parser,
        DFA dfa,
        int start,
        int stop,
        boolean exact,
        BitSet alternatives,
        ATNConfigSet configs) {
      found.add("ambiguity in decision " + dfa.decision + " at token " + start);
    }

    @Override
    public void reportAttemptingFullContext(
        Parser parser, DFA dfa, int start, int stop, BitSet alternatives, ATNConfigSet configs) {
      found.add("full context in decision " + dfa.decision + " at token " + start);
    }
  }

  private static List<String> findings(String name, String text) {
    Layout.Result layout = Layout.ofFile(new SourceFile(name, text));
    K3sParser parser =
        new K3sParser(new CommonTokenStream(new ListTokenSource(layout.meaningful())));
    parser.removeErrorListeners();
    Findings findings = new Findings();
    parser.addErrorListener(findings);
    parser.getInterpreter().setPredictionMode(PredictionMode.LL_EXACT_AMBIG_DETECTION);
    parser.file();
    return findings.found;
  }

  @TestFactory
  Stream<DynamicTest> corpusIsUnambiguous() {
    return Golden.files(Golden.CORPUS, ".k3s").stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> assertThat(findings(file.toString(), Golden.read(file))).isEmpty()));
  }

  /** The measured forms are many more constructs, and stranger ones, than the corpus has. */
  @Test
  void acceptedFormsAreUnambiguous() {
    for (String form : Verdicts.ACCEPTED) {
      assertThat(findings("form.k3s", Verdicts.text(form))).as(form).isEmpty();
    }
  }

  @Test
  void findsErrors() {
    assertThat(findings("wrong.k3s", "a = = 1\n")).isNotEmpty();
  }
}
