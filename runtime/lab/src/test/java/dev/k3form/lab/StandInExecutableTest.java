package dev.k3form.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.lab.mirror.DirectoryReleases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar with a beginning of shell is still a jar, and says which version it was served as. */
class StandInExecutableTest {

  @Test
  void jarBehindShellWithTheVersionInIt(@TempDir Path directory) throws Exception {
    Path jar = directory.resolve("stand-in.jar");
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "some.Main");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();

    StandInExecutable.write(jar, directory.resolve("any"));
    Path served = new DirectoryReleases(directory).executable("v1.32.5+k3s1").orElseThrow();

    assertThat(Files.isExecutable(served)).isTrue();
    assertThat(new String(Files.readAllBytes(served), StandardCharsets.ISO_8859_1))
        .startsWith("#!/bin/sh\n# A stand-in for k3s")
        .contains("version='v1.32.5+k3s1 ", "-Dk3s.version=\"${version%% *}\"");
    try (var read = new JarFile(served.toFile())) {
      assertThat(read.getManifest().getMainAttributes())
          .containsEntry(Attributes.Name.MAIN_CLASS, "some.Main");
    }
  }
}
