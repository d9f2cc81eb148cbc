package dev.k3form.hosts;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The script of one transaction: the functions of {@code transaction.sh} and a {@code main} that
 * calls them with quoted arguments. Nothing runs before the last line has arrived, so a script that
 * is cut off does nothing.
 */
final class TransactionScript {
  private final Transaction transaction;
  private final String stateDirectory;
  private final List<FileGoal> files;
  private final StagedNames names;
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

  TransactionScript(Transaction transaction, String stateDirectory) {
    this.transaction = transaction;
    this.stateDirectory = stateDirectory;
    this.files = inOrder(transaction.files());
    this.names = new StagedNames(transaction);
  }

  /** Returns directories first: they may be the parents of files. Reports number this order. */
  static List<FileGoal> inOrder(List<FileGoal> files) {
    var ordered = new ArrayList<FileGoal>();
    files.stream().filter(FileGoal.MakeDirectory.class::isInstance).forEach(ordered::add);
    files.stream().filter(file -> !(file instanceof FileGoal.MakeDirectory)).forEach(ordered::add);
    return List.copyOf(ordered);
  }

  Command command() {
    text.append(ScriptResource.text("transaction.sh"));
    text.append("remove_staged() {\n:\n" + names.cleaning() + "}\nmain() {\n");
    long patience = Math.min(600, transaction.timeout().toSeconds());
    call("begin", stateDirectory, transaction.name(), String.valueOf(patience));
    each(this::receive);
    packages();
    each(this::stage);
    transaction.validations().forEach(check -> check("VALIDATE", check));
    List<UnitGoal> units = transaction.units();
    for (int i = 0; i < units.size(); i++) {
      call("remember", String.valueOf(i), units.get(i).unit());
    }
    each(this::swap);
    transaction.validationsInPlace().forEach(check -> check("VALIDATE_IN_PLACE", check));
    call("reload_manager");
    for (int i = 0; i < units.size(); i++) {
      UnitGoal unit = units.get(i);
      call(
          "unit",
          String.valueOf(i),
          unit.unit(),
          unit.enablement().name(),
          unit.activity().name(),
          unit.onChange().name());
    }
    for (var health : transaction.health()) {
      var words = new ArrayList<>(List.of(String.valueOf(health.within().toSeconds())));
      words.addAll(health.argv());
      call("health", words.toArray(String[]::new));
    }
    call("commit");
    each(this::removeDirectory);
    text.append("echo complete\n}\nmain\n");
    return Command.script("apply " + transaction.name(), text.toString())
        .withStdin(Content.of(payload.toByteArray()))
        .withTimeout(transaction.timeout())
        .leftToFinish();
  }

  private interface PerFile {
    void accept(String number, FileGoal file);
  }

  private void each(PerFile step) {
    for (int i = 0; i < files.size(); i++) {
      step.accept(String.valueOf(i), files.get(i));
    }
  }

  private void receive(String number, FileGoal file) {
    if (file instanceof FileGoal.Put put) {
      Content content = put.content();
      call("receive", number, String.valueOf(content.size()), content.sha256());
      payload.writeBytes(content.bytes());
    }
  }

  private void packages() {
    for (int i = 0; i < transaction.packages().size(); i++) {
      PackageGoal goal = transaction.packages().get(i);
      String wanted = goal.wanted() ? "present" : "absent";
      call("package_goal", String.valueOf(i), wanted, goal.name(), goal.version().orElse(""));
    }
    call("settle_packages");
  }

  private void stage(String number, FileGoal file) {
    if (!(file instanceof FileGoal.Remove)) {
      parents(file.path());
    }
    String fresh = fresh(file.path());
    switch (file) {
      case FileGoal.Put(var path, var content, Attributes(var mode, var owner, var group)) ->
          call("stage_file", number, path, fresh, mode, owner, group, content.sha256());
      case FileGoal.Link(var path, var target) -> call("stage_link", number, path, fresh, target);
      case FileGoal.MakeDirectory(var path, Attributes(var mode, var owner, var group)) ->
          call(
              "stage_directory",
              number,
              path,
              mode,
              owner,
              group,
              undo("un_directory", path),
              undo("re_directory", path));
      case FileGoal.Remove(var path) -> call("stage_removal", number, path);
    }
  }

  private void parents(String path) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      call("parent", parent, undo("un_directory", parent));
    }
  }

  private void swap(String number, FileGoal file) {
    String path = file.path();
    String putBack = undo("put_back", path, old(path));
    switch (file) {
      case FileGoal.Put _, FileGoal.Link _ ->
          call(
              "swap",
              number,
              path,
              fresh(path),
              old(path),
              putBack,
              undo("un_create", path, fresh(path)));
      case FileGoal.Remove _ -> call("swap_removal", number, path, old(path), putBack);
      case FileGoal.MakeDirectory _ -> text.append(":\n");
    }
  }

  private void removeDirectory(String number, FileGoal file) {
    if (file instanceof FileGoal.Remove(var path)) {
      call("late_removal", number, path);
    }
  }

  private void check(String step, Transaction.Check check) {
    var words = new ArrayList<String>();
    words.add(step);
    words.add(
        check.accepted().stream().sorted().map(String::valueOf).collect(Collectors.joining(" ")));
    check.argv().forEach(word -> words.add(names.withStagedPaths(word)));
    call("check", words.toArray(String[]::new));
  }

  private String fresh(String path) {
    return names.fresh(path);
  }

  private String old(String path) {
    return names.old(path);
  }

  private static String undo(String function, String... arguments) {
    return function + " " + CommandLine.quoteAll(List.of(arguments));
  }

  private void call(String function, String... arguments) {
    text.append(function);
    if (arguments.length > 0) {
      text.append(' ').append(CommandLine.quoteAll(List.of(arguments)));
    }
    text.append('\n');
  }
}
