package dev.k3form.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.testkit.local.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people, two clones, one bare repository, by the real git: nobody loses the other's work. */
final class TwoClonesTest {
  private static final String STORE =
      """
      k3form {
        store "git" {
          lock_heartbeat = 500ms
          lock_expiry    = 2s
        }
      }

      """;
  private static final String RESOURCES =
      """
      variable "who" {
        type    = string
        default = "nobody"
      }

      resource "k3form_data" "ada" {
        input = var.who == "ada" ? "changed" : "as it was"
      }

      resource "k3form_data" "bob" {
        input = var.who == "bob" ? "changed" : "as it was"
      }

      resource "k3form_data" "shared" {
        input = var.who
      }
      """;

  @TempDir private Path directory;
  private Cli ada;
  private Cli bob;

  @BeforeEach
  void makeRepository() throws Exception {
    Programs.need("git");
    Programs.run(directory, "git", "init", "-q", "--bare", "-b", "main", "origin.git");
  }

  private Cli cloneAs(String name) throws Exception {
    Cli cli = new Cli(directory.resolve(name));
    Programs.run(directory, "git", "clone", "-q", "origin.git", directory.resolve(name) + "/work");
    git(cli, "config", "user.name", name);
    git(cli, "config", "user.email", name + "@example.org");
    git(cli, "config", "pull.rebase", "false");
    git(cli, "symbolic-ref", "HEAD", "refs/heads/main");
    return cli;
  }

  private static String git(Cli cli, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Programs.run(cli.work(), cli.environment(), command);
  }

  /** Makes both clones; ada has applied, and both have what she has done. */
  private void begin(String store) throws Exception {
    ada = cloneAs("ada");
    ada.file("main.k3s", store + RESOURCES);
    ok(ada.run("init"));
    git(ada, "add", "-A");
    git(ada, "commit", "-q", "-m", "begin");
    git(ada, "push", "-q", "origin", "main");
    ok(ada.run("apply", "-auto-approve"));
    git(ada, "add", "-A");
    if (!git(ada, "status", "--porcelain").isBlank()) {
      git(ada, "commit", "-q", "-m", "applied");
      git(ada, "push", "-q", "origin", "main");
    }
    bob = cloneAs("bob");
    ok(bob.run("init"));
  }

  private static void ok(Cli.Result result) {
    assertThat(result.exit()).as(result.out() + result.err()).isZero();
  }

  /** Applies with a local store and commits. */
  private static void applyAndCommit(Cli cli, String... arguments) throws Exception {
    ok(cli.run(arguments));
    git(cli, "commit", "-q", "-a", "-m", String.join(" ", arguments));
  }

  @Test
  void anApplyIsOneReadableCommitThatIsPushed() throws Exception {
    begin(STORE);
    assertThat(git(bob, "log", "-1", "--format=%an: %B"))
        .startsWith("ada: apply: 3 to create\n\n+ k3form_data.ada\n+ k3form_data.bob\n");
    assertThat(bob.run("state", "history").out()).contains("ada", "apply: 3 to create");
    assertThat(bob.run("plan", "-detailed-exitcode").exit()).isZero();
    ok(bob.run("apply", "-auto-approve", "-var=who=bob"));
    Cli.Result behind = ada.run("apply", "-auto-approve", "-var=who=ada");
    assertThat(behind.err()).contains("error[K3-0744]", "git pull");
    git(ada, "pull", "-q");
    ok(ada.run("apply", "-auto-approve", "-var=who=ada"));
  }

  @Test
  void ofTwoAppliesAtATimeOneWins() throws Exception {
    begin(STORE);
    try (CliProcess first =
            CliProcess.start(
                ada.work(), ada.environment(), "apply", "-auto-approve", "-var=who=ada");
        CliProcess second =
            CliProcess.start(
                bob.work(), bob.environment(), "apply", "-auto-approve", "-var=who=bob")) {
      List<Integer> exits = List.of(first.exit(), second.exit());
      String said = first.output() + second.output();
      assertThat(exits).as(said).containsExactlyInAnyOrder(0, 1);
      assertThat(said).containsPattern("error\\[K3-07(20|44)\\]");
    }
    git(ada, "fetch", "-q");
    assertThat(git(ada, "log", "--format=%s", "origin/main", "--", "k3form.state.json").lines())
        .hasSize(2);
  }

  @Test
  void theLockOfAKilledHolderIsShownAndExpires() throws Exception {
    begin(STORE);
    try (CliProcess holder =
        CliProcess.start(ada.work(), ada.environment(), "apply", "-var=who=ada")) {
      holder.awaitOutput("Only `yes`");
      Cli.Result locked = bob.run("apply", "-auto-approve", "-var=who=bob");
      assertThat(locked.err())
          .contains("error[K3-0720]", "apply by", "(process " + holder.pid() + ")", "since 20");
      assertThat(bob.run("unlock").err()).contains("error[K3-0723]");
      holder.kill();
      ok(bob.run("apply", "-auto-approve", "-var=who=bob", "-lock-timeout=60s"));
    }
    assertThat(bob.run("unlock").out()).contains("not locked");
  }

  @Test
  void aPushThatRacesIsReplayed() throws Exception {
    begin(STORE);
    try (CliProcess run =
        CliProcess.start(ada.work(), ada.environment(), "apply", "-var=who=ada")) {
      run.awaitOutput("Only `yes`");
      bob.file("README", "news\n");
      git(bob, "add", "-A");
      git(bob, "commit", "-q", "-m", "news");
      git(bob, "push", "-q", "origin", "main");
      run.type("yes\n");
      assertThat(run.exit()).as(run.output()).isZero();
    }
    git(bob, "pull", "-q");
    assertThat(bob.run("state", "show", "k3form_data.ada").out()).contains("changed");
    assertThat(git(bob, "log", "--format=%s")).contains("news", "apply: 2 to update");
    assertThat(ada.work().resolve(".k3form/state/default/journal")).doesNotExist();
  }

  @Test
  void aPushThatRacesOnTheSameRecordStopsAndIsSettledByRecover() throws Exception {
    begin(STORE);
    try (CliProcess run =
        CliProcess.start(ada.work(), ada.environment(), "apply", "-var=who=ada")) {
      run.awaitOutput("Only `yes`");
      bob.file("main.k3s", RESOURCES); // with a local store bob knows of no lock
      ok(bob.run("apply", "-auto-approve", "-var=who=bob", "-target=k3form_data.shared"));
      git(bob, "commit", "-q", "-m", "past the lock", "k3form.state.json");
      git(bob, "push", "-q", "origin", "main");
      run.type("yes\n");
      assertThat(run.exit()).as(run.output()).isEqualTo(1);
      assertThat(run.output()).contains("K3-0740", "k3form_data.shared");
    }
    git(ada, "fetch", "-q");
    assertThat(git(ada, "show", "origin/main:k3form.state.json")).contains("\"bob\"");
    try {
      git(ada, "pull", "-q", "--no-edit");
      throw new IllegalStateException("the merge went through");
    } catch (AssertionError e) {
      assertThat(e).hasMessageContaining("both sides changed");
    }
    assertThat(ada.run("plan").err()).contains("error[K3-0707]");
    ok(ada.run("state", "resolve", "--theirs", "--all"));
    assertThat(ada.run("plan").err()).contains("error[K3-0745]");
    git(ada, "commit", "-q", "-a", "--no-edit");
    Cli.Result plan = ada.run("plan", "-var=who=ada");
    assertThat(plan.err()).contains("error[K3-0711]", "k3form recover");
    Cli.Result recover = ada.run("recover");
    assertThat(recover.exit()).as(recover.err()).isZero();
    assertThat(recover.out()).contains("not believed about: k3form_data.shared");
    ok(ada.run("apply", "-auto-approve", "-var=who=ada"));
    git(ada, "fetch", "-q");
    assertThat(git(ada, "show", "origin/main:k3form.state.json"))
        .contains("\"ada\"")
        .doesNotContain("\"bob\"");
  }

  @Test
  void differentResourcesMerge() throws Exception {
    begin("");
    applyAndCommit(ada, "apply", "-auto-approve", "-var=who=ada", "-target=k3form_data.ada");
    git(ada, "push", "-q", "origin", "main");
    applyAndCommit(bob, "apply", "-auto-approve", "-var=who=bob", "-target=k3form_data.bob");
    git(bob, "pull", "-q", "--no-edit");
    assertThat(bob.run("state", "show", "k3form_data.ada").out()).contains("changed");
    assertThat(bob.run("state", "show", "k3form_data.bob").out()).contains("changed");
    ok(bob.run("state", "verify"));
  }

  @Test
  void theSameResourceIsAConflictThatBlocksUntilItIsDecided() throws Exception {
    begin("");
    applyAndCommit(ada, "apply", "-auto-approve", "-var=who=ada", "-target=k3form_data.shared");
    git(ada, "push", "-q", "origin", "main");
    applyAndCommit(bob, "apply", "-auto-approve", "-var=who=bob", "-target=k3form_data.shared");
    try {
      git(bob, "pull", "-q", "--no-edit");
      throw new IllegalStateException("the merge went through");
    } catch (AssertionError e) {
      assertThat(e).hasMessageContaining("both sides changed");
    }
    for (String command : List.of("plan", "apply")) {
      Cli.Result blocked =
          command.equals("plan") ? bob.run("plan") : bob.run("apply", "-auto-approve");
      assertThat(blocked.exit()).isEqualTo(1);
      assertThat(blocked.err())
          .contains("error[K3-0707]", "k3form state resolve --ours 'k3form_data.shared'");
    }
    assertThat(bob.run("state", "resolve", "--ours", "k3form_data.nope").err()).contains("K3-0758");
    assertThat(bob.run("state", "resolve", "k3form_data.shared").err()).contains("K3-0801");
    Cli.Result resolved = bob.run("state", "resolve", "--theirs", "k3form_data.shared");
    assertThat(resolved.out()).contains("theirs is kept", "git add k3form.state.json");
    git(bob, "add", "k3form.state.json");
    git(bob, "commit", "-q", "--no-edit");
    assertThat(bob.run("state", "show", "k3form_data.shared").out()).contains("\"ada\"");
    ok(bob.run("plan", "-var=who=bob"));
  }

  @Test
  void secretsAreSharedByAddingARecipient() throws Exception {
    begin("");
    ada.file("secret.k3s", "resource \"k3form_data\" \"s\" {\n  secret_input = \"pssst\"\n}\n");
    ok(ada.run("apply", "-auto-approve"));
    git(ada, "add", "-A");
    git(ada, "commit", "-q", "-m", "a secret");
    git(ada, "push", "-q", "origin", "main");
    git(bob, "pull", "-q");
    assertThat(bob.run("plan").err()).contains("error[K3-0730]");
    Programs.need("age-keygen");
    Files.createDirectories(bob.home().resolve(".config/k3form"));
    Path identity = bob.home().resolve(".config/k3form/identity.txt");
    Programs.run(directory, "age-keygen", "-o", identity.toString());
    String recipient = Programs.run(directory, "age-keygen", "-y", identity.toString()).strip();
    ok(ada.run("keys", "add", recipient, "-name", "bob"));
    git(ada, "commit", "-q", "-a", "-m", "bob may read");
    git(ada, "push", "-q", "origin", "main");
    git(bob, "pull", "-q");
    assertThat(bob.run("plan", "-detailed-exitcode").exit()).isZero();
    assertThat(bob.run("keys", "list").out()).contains(recipient + "  bob");
    ok(ada.run("keys", "remove", "bob"));
    git(ada, "commit", "-q", "-a", "-m", "bob may not read any more");
    git(ada, "push", "-q", "origin", "main");
    git(bob, "pull", "-q");
    assertThat(bob.run("plan").err()).contains("error[K3-0730]");
    assertThat(ada.run("plan", "-detailed-exitcode").exit()).isZero();
  }

  @Test
  void historyAndDifferencesAreShown() throws Exception {
    begin("");
    ok(ada.run("apply", "-auto-approve", "-var=who=ada"));
    assertThat(ada.run("state", "diff").out())
        .contains("~ k3form_data.ada", "-   input = \"as it was\"", "+   input = \"changed\"");
    assertThat(git(ada, "diff")).contains("+  input = \"changed\"");
    assertThat(ada.run("state", "diff", "no-such-commit").err()).contains("K3-0759");
    assertThat(ada.run("state", "history", "-json").out()).contains("\"message\" : \"applied\"");
  }
}
