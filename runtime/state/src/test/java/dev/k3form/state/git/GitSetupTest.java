package dev.k3form.state.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import dev.k3form.state.Samples;
import dev.k3form.state.merge.DriverProgram;
import dev.k3form.state.merge.MergeDriver;
import dev.k3form.state.merge.StateMerge;
import dev.k3form.state.store.LocalStateStore;
import dev.k3form.state.store.StateLocation;
import dev.k3form.state.store.StateSession;
import dev.k3form.testkit.local.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merging and showing state by the real git. */
class GitSetupTest {
  @TempDir Path directory;

  @BeforeEach
  void makeRepository() throws Exception {
    Programs.need("git");
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.org");
    new GitSetup(directory, driver()).install();
  }

  private static String driver() {
    return "'"
        + ProcessHandle.current().info().command().orElse("java")
        + "' -XX:+UseSerialGC -cp '"
        + System.getProperty("java.class.path")
        + "' "
        + DriverProgram.class.getName();
  }

  private String git(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Programs.run(directory, Map.of("GIT_CONFIG_GLOBAL", "/dev/null"), command);
  }

  private void apply(ResourceAddress address, String text) {
    LocalStateStore store = new LocalStateStore(StateLocation.of(directory), Samples.sealer());
    try (StateSession session = store.open("apply", Duration.ZERO)) {
      session.put(
          Samples.record(address, text)
              .withAttributes(
                  Value.Obj.of(
                      Map.of("name", Value.str(text), "p", new Value.Secret(Value.str(text))))));
      session.commit(text);
    }
  }

  private void applyAndCommit(ResourceAddress address, String text) throws Exception {
    apply(address, text);
    git("add", "-A");
    git("commit", "-q", "-m", text);
  }

  @Test
  void installingTwiceDoesNothingMore() throws Exception {
    GitSetup setup = new GitSetup(directory, driver());
    assertThat(setup.install()).isEmpty();
    assertThat(setup.isMissing()).isFalse();
    Files.writeString(directory.resolve(".gitignore"), "*.log");
    assertThat(setup.install()).containsExactly(".gitignore: .k3form/, .k3form.state*.new");
    assertThat(Files.readString(directory.resolve(".gitignore")))
        .isEqualTo("*.log\n.k3form/\n.k3form.state*.new\n");
    assertThat(git("status", "--porcelain", "--ignored")).doesNotContain("?? .k3form");
  }

  @Test
  void differentResourcesMergeAndTheSameOneIsAConflict() throws Exception {
    applyAndCommit(Samples.vm("shared"), "base");
    git("checkout", "-q", "-b", "theirs");
    applyAndCommit(Samples.vm("b"), "b of theirs");
    git("checkout", "-q", "main");
    applyAndCommit(Samples.vm("a"), "a of ours");
    git("merge", "-q", "-m", "merge", "theirs");
    LocalStateStore store = new LocalStateStore(StateLocation.of(directory), Samples.sealer());
    assertThat(store.read().resources())
        .containsOnlyKeys(Samples.vm("a"), Samples.vm("b"), Samples.vm("shared"));

    git("checkout", "-q", "theirs");
    applyAndCommit(Samples.vm("shared"), "theirs");
    git("checkout", "-q", "main");
    applyAndCommit(Samples.vm("shared"), "ours");
    assertThatThrownBy(() -> git("merge", "-q", "-m", "merge", "theirs"))
        .hasMessageContaining("k3form.state.json");
    assertThatThrownBy(store::read)
        .hasMessageContaining("K3-0707")
        .hasMessageContaining("proxmox_vm.lb[\"shared\"]");
    Path file = directory.resolve("k3form.state.json");
    new MergeDriver().resolve(file, "proxmox_vm.lb[\"shared\"]", StateMerge.Side.OURS);
    assertThat(store.read().resource(Samples.vm("shared")).orElseThrow().attributes().get("name"))
        .isEqualTo(Value.str("ours"));
  }

  @Test
  void gitDiffShowsAttributesAndNoSecrets() throws Exception {
    applyAndCommit(Samples.vm("a"), "before");
    apply(Samples.vm("a"), "after");
    assertThat(git("diff"))
        .contains("-  name = \"before\"")
        .contains("+  name = \"after\"")
        .containsPattern("\\+  p = \\(secret [0-9a-f]{8}\\)");
  }

  @Test
  void whoHasResolvedIsToldWhatGitIsWaitingFor() throws Exception {
    GitSetup setup = new GitSetup(directory, driver());
    Path file = Files.writeString(directory.resolve("f"), "base\n");
    git("add", "-A");
    git("commit", "-q", "-m", "base");
    git("checkout", "-q", "-b", "side");
    Files.writeString(file, "side\n");
    git("commit", "-q", "-am", "side");
    git("checkout", "-q", "main");
    Files.writeString(file, "main\n");
    git("commit", "-q", "-am", "main");
    assertThat(setup.conclusion()).isEmpty();
    conflict("merge", "side");
    assertThat(setup.conclusion()).isEqualTo(" && git commit --no-edit");
    git("merge", "--abort");
    conflict("rebase", "side");
    assertThat(setup.conclusion()).isEqualTo(" && git rebase --continue");
    git("rebase", "--abort");
    conflict("cherry-pick", "side");
    assertThat(setup.conclusion()).isEqualTo(" && git cherry-pick --continue");
    git("cherry-pick", "--abort");
    conflict("revert", "HEAD~1");
    assertThat(setup.conclusion()).isEqualTo(" && git revert --continue");
  }

  private void conflict(String... arguments) {
    assertThatThrownBy(() -> git(arguments)).hasMessageContaining("conflict");
  }
}
