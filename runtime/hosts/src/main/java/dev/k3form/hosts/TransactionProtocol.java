package dev.k3form.hosts;

/** Placeholder of the transaction script while the API lands. */
final class TransactionProtocol {
  private TransactionProtocol() {}

  static TransactionResult apply(Host host, Transaction transaction) {
    throw new IllegalStateException("not built yet: " + host + transaction);
  }
}
