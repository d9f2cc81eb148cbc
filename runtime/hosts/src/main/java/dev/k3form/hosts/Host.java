package dev.k3form.hosts;

/**
 * One Linux machine. Safe for use by many threads at once; they share one connection, which opens
 * at the first use.
 *
 * <p>Every method throws a {@link HostException} where the machine cannot be reached or does not do
 * what it is asked.
 */
public interface Host {
  /** Returns what names this machine. */
  HostSpec spec();

  /** Runs a command and returns how it ended, whatever its exit status. */
  Result exec(Command command);

  /** Runs a command that must exit with zero. */
  default Result run(Command command) {
    Result result = exec(command);
    if (!result.succeeded()) {
      throw new HostException.CommandFailed(spec(), command, result);
    }
    return result;
  }

  /** Returns what the machine is; asked once per connection. */
  Facts facts();

  /**
   * Returns the state of paths, units and packages. Callers that ask at the same time share a round
   * trip.
   */
  Observation inspect(Inspection inspection);

  /**
   * Brings files, packages and units to the wanted state as one transaction, see {@link
   * Transaction}.
   */
  TransactionResult apply(Transaction transaction);

  /** Opens a local port that leads to an address as seen from the machine. */
  Tunnel openTunnel(String address, int port);

  /** Opens a local port that leads to a Unix domain socket of the machine. */
  Tunnel openTunnel(String socketPath);

  /** Returns how many commands were sent to this machine so far. */
  long roundTrips();
}
