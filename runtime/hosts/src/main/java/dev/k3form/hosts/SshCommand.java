package dev.k3form.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;

/**
 * The run of one command on an open session channel: input and both outputs flow at the same time,
 * so that neither side waits for a full pipe. From the moment the request is sent, a failure means
 * that the outcome is unknown.
 */
final class SshCommand {
  /** How much longer than the host's own timeout we wait for its word. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final HostSpec host;
  private final Command command;
  private final CommandLine line;

  SshCommand(HostSpec host, Command command, CommandLine line) {
    this.host = host;
    this.command = command;
    this.line = line;
  }

  Result run(SshConnection connection, Session session) {
    long begin = System.nanoTime();
    try {
      Session.Command started = session.exec(line.line());
      var out = reading(started.getInputStream());
      var err = reading(started.getErrorStream());
      Thread.ofVirtual().start(() -> feed(started));
      started.join(command.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      int exit = exit(started);
      if (stoppedByTimeout(exit, System.nanoTime() - begin)) {
        throw new HostException.CommandTimedOut(host, attempted(), command.timeout());
      }
      return new Result(exit, whole(out), whole(err));
    } catch (IOException e) {
      throw explain(e, connection);
    }
  }

  private String attempted() {
    return "run " + command.title();
  }

  /** The statuses of timeout(1); a program's own 124 comes before its time is over. */
  private boolean stoppedByTimeout(int exit, long nanos) {
    return !command.finishing()
        && (exit == 124 || exit == 137)
        && nanos >= command.timeout().toNanos();
  }

  private int exit(Session.Command ended) throws IOException {
    Integer status = ended.getExitStatus();
    if (status != null) {
      return status;
    }
    Signal signal = ended.getExitSignal();
    if (signal == null) {
      throw new IOException("the channel closed without an exit status");
    }
    return 128 + number(signal);
  }

  private HostException explain(IOException e, SshConnection connection) {
    if (timedOut(e)) {
      return new HostException.CommandTimedOut(host, attempted(), command.timeout());
    }
    if (e instanceof SSHException) {
      connection.markLost();
    }
    String reason = SshConnection.said(e);
    return new HostException.OutcomeUnknown(host, attempted(), reason, e);
  }

  private static boolean timedOut(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static CompletableFuture<Content> reading(InputStream stream) {
    var content = new CompletableFuture<Content>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                content.complete(Content.of(stream.readAllBytes()));
              } catch (IOException | RuntimeException e) {
                content.completeExceptionally(e);
              }
            });
    return content;
  }

  /** The channel is closed, so that the rest is here already; it is not waited for in vain. */
  private static Content whole(CompletableFuture<Content> output) throws IOException {
    try {
      return output.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the output broke off: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the output did not end with its channel", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading the output", e);
    }
  }

  /**
   * Sends the input and then its end. The end comes only after all of it, lest the program takes a
   * part for the whole.
   */
  private void feed(Session.Command started) {
    try {
      var stdin = new WindowedOutput(started);
      byte[] bytes = line.stdin().bytes();
      stdin.write(bytes, 0, bytes.length);
      stdin.end();
    } catch (IOException _) {
      // A program that has ended need not have read everything; its exit status is what counts. To
      // one that still runs no more can be said: without a status its outcome is unknown.
      abandon(started);
    }
  }

  private static void abandon(Session.Command running) {
    try {
      if (running.isOpen()) {
        running.close();
      }
    } catch (IOException _) {
      // It ends with the connection.
      return;
    }
  }

  private static int number(Signal signal) {
    return switch (signal) {
      case HUP -> 1;
      case INT -> 2;
      case QUIT -> 3;
      case ILL -> 4;
      case ABRT -> 6;
      case FPE -> 8;
      case KILL -> 9;
      case USR1 -> 10;
      case SEGV -> 11;
      case USR2 -> 12;
      case PIPE -> 13;
      case ALRM -> 14;
      case TERM -> 15;
      case UNKNOWN -> 0;
    };
  }
}
