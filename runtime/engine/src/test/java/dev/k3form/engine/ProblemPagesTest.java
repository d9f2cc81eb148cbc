package dev.k3form.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every code that the engine uses has a page, and every page of its ranges is used. */
class ProblemPagesTest {
  private static final Pattern CODE = Pattern.compile("\"(K3-0[56]\\d\\d)\"");

  @Test
  void codesAndPagesAgree() throws IOException {
    Set<String> used = new TreeSet<>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = CODE.matcher(Files.readString(file));
        while (matcher.find()) {
          used.add(matcher.group(1));
        }
      }
    }
    Set<String> pages = new TreeSet<>();
    try (var files = Files.list(Path.of("../../docs/diagnostics"))) {
      files
          .map(f -> f.getFileName().toString().replace(".md", ""))
          .filter(name -> name.matches("K3-0[56]\\d\\d"))
          .forEach(pages::add);
    }
    assertThat(used).hasSizeGreaterThan(30);
    assertThat(pages).isEqualTo(used);
  }
}
