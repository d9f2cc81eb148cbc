package dev.k3form.cli.terminal;

import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Calls something when the process is asked to stop (SIGINT, SIGTERM, and SIGHUP when its terminal
 * goes away), instead of ending it. A signal that is ignored, as {@code nohup} does, stays so.
 *
 * <p>The JDK's {@code sun.misc.Signal} is the only way to hear a second interrupt; it is called by
 * reflection, since the compiler warns of its name.
 */
public final class Signals {
  private Signals() {}

  /**
   * Ends the process at a signal, as it would end anyway, after saying that nothing was begun;
   * until {@link #onStop} takes the signals over.
   */
  public static void beforeWork(PrintStream err) {
    on(
        number -> {
          err.println("interrupted; nothing was begun");
          System.exit(128 + number);
        });
  }

  /** Calls the action for each signal from now on. */
  public static void onStop(Runnable action) {
    on(_ -> action.run());
  }

  private static void on(IntConsumer action) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        InvocationHandler call =
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "handle" -> {
                    action.accept((int) signal.getMethod("getNumber").invoke(arguments[0]));
                    yield null;
                  }
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" ->
                      System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                  default -> "stop handler";
                };
        Object listener =
            Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call);
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
      } catch (ReflectiveOperationException e) {
        System.getLogger(Signals.class.getName())
            .log(System.Logger.Level.WARNING, "cannot listen to signal " + name, e);
      }
    }
  }
}
