package dev.k3form.standin;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code sd_notify(3)}: a datagram to the socket in {@code NOTIFY_SOCKET}. Java has no datagrams on
 * Unix sockets, and a helper process would not be the unit's main process, which is the only one
 * that systemd listens to; so libc is called directly.
 */
final class Notify {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int PATH_LENGTH = 108;

  private Notify() {}

  /** Says that the service is ready; does nothing outside of systemd. */
  static void ready(Optional<String> socketPath, Log log) {
    if (socketPath.isEmpty()) {
      return;
    }
    try {
      send(socketPath.get(), "READY=1");
    } catch (Throwable e) { // What a method handle may throw.
      log.error("systemd cannot be told that the service is ready: " + e);
    }
  }

  @SuppressWarnings("restricted")
  private static void send(String path, String message) throws Throwable {
    Linker linker = Linker.nativeLinker();
    SymbolLookup libc = linker.defaultLookup();
    MethodHandle socket =
        linker.downcallHandle(
            libc.findOrThrow("socket"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    MethodHandle sendto =
        linker.downcallHandle(
            libc.findOrThrow("sendto"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    MethodHandle close =
        linker.downcallHandle(
            libc.findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length >= PATH_LENGTH) {
      throw new IllegalArgumentException("NOTIFY_SOCKET is too long");
    }
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(2L + PATH_LENGTH, 2);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
      if (name[0] == '@') {
        address.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
      }
      MemorySegment body = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
      int descriptor = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      if (descriptor < 0) {
        throw new IllegalStateException("no socket");
      }
      long sent =
          (long)
              sendto.invokeExact(descriptor, body, (long) text.length, 0, address, 2 + name.length);
      int closed = (int) close.invokeExact(descriptor);
      if (sent < 0 || closed < 0) {
        throw new IllegalStateException("the datagram was not sent");
      }
    }
  }
}
