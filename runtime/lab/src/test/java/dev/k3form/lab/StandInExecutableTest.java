package dev.k3form.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.lab.mirror.DirectoryReleases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in is served as whatever version is asked for, and each copy knows which that was. */
class StandInExecutableTest {

  @Test
  void servedWithTheVersionInIt(@TempDir Path directory) throws Exception {
    Path executable = directory.resolve("k3s-standin");
    Files.writeString(executable, "#!/bin/sh\nV='@K3S_VERSION@" + " ".repeat(27) + "'\nrest\n");

    StandInExecutable.write(executable, directory.resolve("any"));
    Path served = new DirectoryReleases(directory).executable("v1.32.5+k3s1").orElseThrow();

    assertThat(Files.isExecutable(served)).isTrue();
    assertThat(new String(Files.readAllBytes(served), StandardCharsets.ISO_8859_1))
        .startsWith("#!/bin/sh\nV='v1.32.5+k3s1 ")
        .endsWith("'\nrest\n");
  }
}
