package dev.k3form.lab.api;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The faults that are waiting for their requests. A path pattern is that of the API without {@code
 * /api2/json}, where {@code *} stands for one segment and {@code **} for any rest:
 *
 * <pre>{@code
 * server.faults().next("POST", "/nodes/*\/qemu/*\/clone", new Fault.WorkerKilled());
 * server.faults().times(3, "POST", "/nodes/*\/qemu/*\/clone", Fault.vmLockTimeout(170));
 * }</pre>
 */
public final class Faults {

  private static final class Waiting {
    private final String method;
    private final Pattern path;
    private final Fault fault;
    private int left;

    Waiting(String method, Pattern path, Fault fault, int left) {
      this.method = method;
      this.path = path;
      this.fault = fault;
      this.left = left;
    }
  }

  private final List<Waiting> waiting = new ArrayList<>();

  /** Strikes the next request that fits. */
  public void next(String method, String path, Fault fault) {
    times(1, method, path, fault);
  }

  /** Strikes the next {@code count} requests that fit. */
  public synchronized void times(int count, String method, String path, Fault fault) {
    String regex = Pattern.quote(path).replace("**", "\\E.+\\Q").replace("*", "\\E[^/]+\\Q");
    waiting.add(new Waiting(method, Pattern.compile(regex), fault, count));
  }

  /** Strikes every request that fits, until {@link #clear}. */
  public void always(String method, String path, Fault fault) {
    times(Integer.MAX_VALUE, method, path, fault);
  }

  public synchronized void clear() {
    waiting.clear();
  }

  /** Takes what is meant for a request. */
  synchronized List<Fault> take(String method, String path) {
    List<Fault> taken = new ArrayList<>();
    for (Iterator<Waiting> it = waiting.iterator(); it.hasNext(); ) {
      Waiting next = it.next();
      if (next.method.equals(method) && next.path.matcher(path).matches()) {
        taken.add(next.fault);
        next.left--;
        if (next.left == 0) {
          it.remove();
        }
      }
    }
    return taken;
  }
}
