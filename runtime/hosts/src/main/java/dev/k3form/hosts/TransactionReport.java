package dev.k3form.hosts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the script of a transaction reported, line by line.
 *
 * @param result what was changed; of a failed transaction, what would have been
 * @param failure why it did not take effect, if so
 */
record TransactionReport(TransactionResult result, Optional<TransactionFailure> failure) {

  /** Reports whether the script came to its end, one way or the other. */
  static boolean complete(String report) {
    return report.endsWith("complete\n");
  }

  static TransactionReport parse(Transaction transaction, String report) {
    List<FileGoal> files = TransactionScript.inOrder(transaction.files());
    Map<String, TransactionResult.FileChange> fileChanges = new HashMap<>();
    Map<String, TransactionResult.PackageChange> packageChanges = new HashMap<>();
    Map<String, List<TransactionResult.UnitChange>> unitChanges = new HashMap<>();
    transaction.units().forEach(unit -> unitChanges.put(unit.unit(), List.of()));
    boolean recovered = false;
    String[] failed = {};
    String[] aftermath = {};
    for (String line : report.lines().toList()) {
      String[] fields = line.split(" ", -1);
      switch (fields[0]) {
        case "file" ->
            fileChanges.put(
                files.get(Integer.parseInt(fields[1])).path(),
                TransactionResult.FileChange.valueOf(fields[2]));
        case "package" ->
            packageChanges.put(
                transaction.packages().get(Integer.parseInt(fields[1])).name(),
                TransactionResult.PackageChange.valueOf(fields[2]));
        case "unit" ->
            unitChanges.merge(
                transaction.units().get(Integer.parseInt(fields[1])).unit(),
                List.of(TransactionResult.UnitChange.valueOf(fields[2])),
                TransactionReport::joined);
        case "recovered" -> recovered = true;
        case "failed" -> failed = fields;
        case "aftermath" -> aftermath = fields;
        case "complete" -> {}
        default -> throw new IllegalStateException("not a line of a report: " + Words.of(line));
      }
    }
    var result = new TransactionResult(fileChanges, packageChanges, unitChanges, recovered);
    return new TransactionReport(result, failure(transaction, failed, aftermath));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  private static Optional<TransactionFailure> failure(
      Transaction transaction, String[] failed, String[] aftermath) {
    if (failed.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new TransactionFailure(
            TransactionFailure.Step.valueOf(failed[1]),
            words(transaction, failed[2]),
            words(transaction, failed[3]),
            new TransactionFailure.Aftermath(
                TransactionFailure.Aftermath.State.valueOf(aftermath[1]),
                words(transaction, aftermath[2]))));
  }

  private static String words(Transaction transaction, String field) {
    String base64 =
        field.startsWith("+") ? field.substring(1) : field; // "+" keeps an empty one visible
    String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    return Words.of(new StagedNames(transaction).withTargets(text));
  }
}
