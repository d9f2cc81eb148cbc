package dev.k3form.hosts;

/** Sends the script of a transaction to a host and turns its report into a result or a failure. */
final class TransactionProtocol {
  private TransactionProtocol() {}

  static TransactionResult apply(Host host, Transaction transaction, String stateDirectory) {
    Command command = new TransactionScript(transaction, stateDirectory).command();
    Result answer = host.exec(command);
    if (!TransactionReport.complete(answer.stdout())) {
      throw brokenOff(host, transaction, command, answer);
    }
    TransactionReport report = TransactionReport.parse(transaction, answer.stdout());
    if (report.failure().isPresent()) {
      throw new HostException.TransactionFailed(
          host.spec(), transaction.name(), report.failure().get());
    }
    return report.result();
  }

  private static HostException brokenOff(
      Host host, Transaction transaction, Command command, Result answer) {
    if (answer.stdout().isEmpty() && answer.exit() < 126) {
      // Not a word: the shell, or sudo before it, did not run the script at all.
      return new HostException.CommandFailed(host.spec(), command, answer);
    }
    return new HostException.OutcomeUnknown(
        host.spec(),
        "apply " + transaction.name(),
        "the script on the host was ended: status " + answer.exit() + " " + answer.stderr(),
        null);
  }
}
