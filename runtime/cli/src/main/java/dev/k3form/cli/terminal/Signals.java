package dev.k3form.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Calls something when the process is asked to stop (SIGINT, SIGTERM, and SIGHUP when its terminal
 * goes away), instead of ending it. A signal that is ignored, as {@code nohup} does, stays so.
 *
 * <p>The JDK's {@code sun.misc.Signal} is the only way to hear a second interrupt; it is called by
 * reflection, since the compiler warns of its name.
 */
public final class Signals {
  private Signals() {}

  /** Calls the action for each signal from now on. */
  public static void onStop(Runnable action) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        InvocationHandler call =
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "handle" -> {
                    action.run();
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
