package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.testkit.local.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an error tells people to do is possible where they are, and loses nothing. */
final class WayOutTest {
  @TempDir private Path directory;
  private Cli cli;

  @BeforeEach
  void configure() throws IOException {
    cli = new Cli(directory);
    cli.file("main.k3s", "resource \"k3form_data\" \"a\" {\n  secret_input = \"hunter2\"\n}\n");
  }

  @Test
  void nothingRunsWithNoOperationAtATime() {
    for (String n : new String[] {"0", "-3", "many"}) {
      for (String command : new String[] {"apply", "destroy"}) {
        Cli.Result result = cli.run(command, "-auto-approve", "-parallelism=" + n);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("K3-0801", "1 at least", "`" + n + "`");
        assertThat(result.out()).isEmpty();
      }
    }
    assertThat(cli.run("apply", "-auto-approve", "-parallelism=1").exit()).isZero();
    assertThat(cli.run("plan", "-parallelism=1").exit()).isZero();
    assertThat(cli.run("plan", "-parallelism=0").exit()).isNotZero();
  }

  @Test
  void gitIsToBringBackOnlyWhatIsInGit() throws Exception {
    Programs.need("git");
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    cli.file("k3form.state.json", "");
    for (String[] command : new String[][] {{"plan"}, {"state", "verify"}}) {
      assertThat(cli.run(command).err()).contains("K3-0701", "copy").doesNotContain("git checkout");
    }
    Files.delete(cli.work().resolve("k3form.state.json"));
    assertThat(cli.run("plan").err()).contains("K3-0717", "copy").doesNotContain("git checkout");
    Programs.run(cli.work(), "git", "init", "-q");
    assertThat(cli.run("plan").err())
        .contains("K3-0717", "git checkout -- " + cli.work().resolve("k3form.state.json"));
    cli.file("k3form.state.json", "");
    assertThat(cli.run("plan").err()).contains("K3-0701", "git checkout -- ");
  }

  @Test
  void aMergeInConflictIsNotThrownAway() throws Exception {
    Programs.need("git");
    Programs.run(cli.work(), "git", "init", "-q");
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    Programs.run(cli.work(), "git", "add", "-A");
    Programs.run(
        cli.work(), "git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "whole");
    Path file = cli.work().resolve("k3form.state.json");
    String base = Files.readString(file);
    String id = base.replaceAll("(?s).*\"id\": *\"([0-9a-f]+)\".*", "$1");
    Path ours = cli.file("ours.json", base.replace(id, "0".repeat(32)));
    Path theirs = cli.file("theirs.json", base.replace(id, "1".repeat(32)));
    Path old = cli.file("old.json", base);
    cli.run("state", "merge", old.toString(), ours.toString(), theirs.toString(), file.toString());
    Files.copy(ours, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(cli.run("state", "verify").err())
        .contains("K3-0707", "state resolve --ours")
        .doesNotContain("K3-0766", "git checkout");
    assertThat(cli.run("state", "resolve", "--theirs", "--all").out())
        .contains("git add k3form.state.json")
        .doesNotContain("git commit");
    assertThat(Files.readString(file)).contains("1".repeat(32));
  }

  @Test
  void nobodyIsToldToRemoveTheirConfiguration() throws IOException {
    Cli.Result result = cli.run("plan", "-generate-config-out=main.k3s");
    assertThat(result.err()).contains("K3-0844", "not there yet").doesNotContain("rm ");
  }

  @Test
  void objectsThatShiftAreNotForgottenUnawares() throws IOException {
    String resource =
        "resource \"k3form_data\" \"e\" {\n  for_each = toset([%s])\n  input    = each.key\n}\n";
    cli.file("main.k3s", resource.formatted("\"x\", \"y\""));
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    String move = "moved {\n  from = k3form_data.e[\"%s\"]\n  to   = k3form_data.e[\"%s\"]\n}\n";
    cli.file(
        "main.k3s",
        resource.formatted("\"x\", \"z\"") + move.formatted("x", "z") + move.formatted("y", "x"));
    assertThat(cli.run("plan").err())
        .contains("K3-0507", "end of their chain", "in an apply before")
        .doesNotContain("Both addresses have an object");
  }

  @Test
  void keysThatChangeNothingSaySo() throws Exception {
    assertThat(cli.run("init").exit()).isZero();
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    Path key = cli.work().resolve("k3form.state.key");
    String before = Files.readString(key);
    String own = cli.run("keys", "list").out().replaceAll("(?s) .*", "");
    assertThat(cli.run("keys", "add", own).out()).contains("already").doesNotContain("Commit");
    assertThat(Files.readString(key)).isEqualTo(before);
    Path listed = cli.file("public.txt", own + "\n");
    cli.with("K3FORM_AGE_IDENTITY_FILE", listed.toString());
    assertThat(cli.run("plan").err()).contains("K3-0736", "the private one opens anything");
    cli.with("K3FORM_AGE_IDENTITY_FILE", "");
    cli.with("K3FORM_AGE_PASSPHRASE", "tell nobody of it");
    assertThat(cli.run("keys", "add", "-passphrase").exit()).isZero();
    cli.with("K3FORM_AGE_PASSPHRASE", "");
    assertThat(cli.run("keys", "rotate").err())
        .contains("K3-0747", "passphrase was given", "keys remove passphrase")
        .doesNotContain("keys add");
    Files.delete(key);
    assertThat(cli.run("plan").err()).contains("K3-0731").doesNotContain("other recipients");
    Files.writeString(key, before);
    assertThat(cli.run("keys", "remove", "passphrase").exit()).isZero();
    assertThat(cli.run("keys", "rotate").exit()).isZero();
  }

  @Test
  void anIdentityThatOthersCanReadIsToldByVerify() throws Exception {
    assertThat(cli.run("init").exit()).isZero();
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    Path identity = cli.home().resolve(".config/k3form/identity.txt");
    assertThat(cli.run("state", "verify").err()).doesNotContain("K3-0767");
    Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-r-----"));
    Cli.Result result = cli.run("state", "verify");
    assertThat(result.err()).contains("warning[K3-0767]", "chmod 600 '" + identity + "'");
  }

  @Test
  void keysThatAreNotThereAndPlansOfAnEarlierOneSaySo() throws Exception {
    Programs.need("git");
    assertThat(cli.run("keys", "rotate").err())
        .contains("K3-0749", "k3form init", "copy")
        .doesNotContain("git checkout");
    assertThat(cli.run("init").exit()).isZero();
    for (String who : new String[] {"nobody", "passphrase"}) {
      assertThat(cli.run("keys", "remove", who).err())
          .contains("K3-0735", "not among the recipients", "k3form keys list");
    }
    assertThat(cli.run("plan", "-out=p").exit()).isZero();
    assertThat(cli.run("keys", "rotate").exit()).isZero();
    assertThat(cli.run("apply", "p").err())
        .contains("K3-0734", "The plan was sealed with key", "k3form plan -out=")
        .doesNotContain("git checkout");
    assertThat(cli.run("apply", "-auto-approve").exit()).isZero();
    Path state = cli.work().resolve("k3form.state.json");
    String sealed = Files.readString(state);
    cli.file(
        "k3form.state.json", sealed.replaceAll("sealed\": \"[0-9a-f]{8}", "sealed\": \"0badc0de"));
    assertThat(cli.run("plan").err()).contains("K3-0734", "copy").doesNotContain("git checkout");
    Programs.run(cli.work(), "git", "init", "-q");
    assertThat(cli.run("plan").err()).contains("K3-0734", "git checkout -- ", "k3form.state*");
  }

  @Test
  void aTargetWithoutInstancesYetHasWhatItHangsOnMadeFirst() throws IOException {
    String of =
        "resource \"k3form_data\" \"%s\" {\n  for_each = toset([%s])\n  input = each.key\n}\n";
    cli.file(
        "main.k3s",
        "resource \"k3form_data\" \"a\" {}\n"
            + of.formatted("b", "k3form_data.a.id")
            + of.formatted("c", "for x in k3form_data.b : x.id")
            + "resource \"k3form_data\" \"apart\" {}\n");
    assertThat(cli.run("plan", "-target=k3form_data.c").out())
        .contains("k3form_data.a  will be created", "k3form_data.c: instances are known")
        .doesNotContain("apart");
    assertThat(cli.run("plan", "-target=k3form_data.nope").err())
        .contains("K3-0505", "Neither the configuration");
    Cli.Result first = cli.run("apply", "-auto-approve", "-target=k3form_data.a");
    assertThat(first.exit()).isZero();
    assertThat(first.out() + first.err())
        .contains("1 created")
        .doesNotContain("Still open", "outputs to change", "stage 2");
    Cli.Result rest = cli.run("apply", "-auto-approve", "-target=k3form_data.c");
    assertThat(rest.exit()).as(rest.err()).isZero();
    assertThat(rest.out()).contains("stage 2", "k3form_data.c[").doesNotContain("apart", "stage 3");
    assertThat(cli.run("apply", "-auto-approve").out()).contains("1 created");
    assertThat(cli.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  void aDurationThatIsTooLongIsToldInWords() {
    for (String wait : new String[] {"99999999999999999999s", "9999999999999999h"}) {
      assertThat(cli.run("plan", "-lock-timeout=" + wait).err())
          .contains("K3-0801", "is not a duration")
          .doesNotContain("java.", "Exception");
    }
  }
}
