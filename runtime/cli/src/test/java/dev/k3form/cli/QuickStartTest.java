package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.bouncycastle.crypto.BlockCipher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the build does to libraries so that a cache of classes takes them. */
final class QuickStartTest {
  @TempDir Path directory;

  @BeforeEach
  void rewrite() throws Exception {
    for (Class<?> library : List.of(CommandLine.class, BlockCipher.class)) {
      Path jar = Path.of(library.getProtectionDomain().getCodeSource().getLocation().toURI());
      Files.copy(jar, directory.resolve(jar.getFileName().toString()));
    }
    Files.copy(Path.of("pom.xml"), directory.resolve("pom.xml"));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "packaging/QuickStart.java",
                directory.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("stays as it is");
  }

  private List<Path> jars() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(f -> !f.endsWith("pom.xml")).sorted().toList();
    }
  }

  @Test
  void nothingIsSignedAndNoClassIsOlderThanJava6() throws IOException {
    assertThat(jars()).hasSize(2).allMatch(f -> f.toString().endsWith(".jar"));
    List<String> wrong = new ArrayList<>();
    for (Path file : jars()) {
      try (JarFile jar = new JarFile(file.toFile(), false)) {
        assertThat(jar.getManifest().getEntries()).isEmpty();
        assertThat(jar.getManifest().getMainAttributes()).isNotEmpty();
        for (JarEntry entry : Collections.list(jar.entries())) {
          if (entry.getName().matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")
              || (entry.getName().endsWith(".class") && version(jar, entry) < 50)) {
            wrong.add(file.getFileName() + "/" + entry.getName());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static int version(JarFile jar, JarEntry entry) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      return in.readInt() == 0xcafebabe ? in.readInt() & 0xffff : 0;
    }
  }

  /** A class with a wrong stack map fails when it is linked. */
  @Test
  void everyClassThatWasRewrittenVerifies() throws Exception {
    Path picocli =
        jars().stream().filter(f -> f.toString().contains("picocli")).findFirst().orElseThrow();
    try (URLClassLoader alone =
            new URLClassLoader(
                new URL[] {picocli.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        JarFile jar = new JarFile(picocli.toFile())) {
      int linked = 0;
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.startsWith("picocli/") && name.endsWith(".class") && !name.contains("groovy")) {
          Class<?> type = Class.forName(name.replace('/', '.').replace(".class", ""), true, alone);
          assertThat(type.getClassLoader()).isSameAs(alone);
          linked++;
        }
      }
      assertThat(linked).isGreaterThan(150);
    }
  }
}
