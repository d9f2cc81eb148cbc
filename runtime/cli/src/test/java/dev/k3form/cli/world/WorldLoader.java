package dev.k3form.cli.world;

import dev.k3form.spi.Provider;
import dev.k3form.testkit.fake.FakeWorld;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Installs the provider {@code fake} for the commands that this thread runs, and for those only.
 *
 * <p>Providers are looked up through the thread's class loader: this one names one more, and knows
 * the world that it works on.
 */
public final class WorldLoader extends ClassLoader implements AutoCloseable {
  private static final String SERVICES = "META-INF/services/" + Provider.class.getName();

  private final ClassLoader before;
  private final URL services;
  private final FakeWorld world = new FakeWorld();

  private WorldLoader(ClassLoader before, URL services) {
    super(before);
    this.before = before;
    this.services = services;
  }

  /** Installs it; {@code directory} is for a file of its own. */
  public static WorldLoader install(Path directory) throws IOException {
    Path file = directory.resolve("providers");
    Files.writeString(file, InstalledFake.class.getName() + "\n");
    Thread thread = Thread.currentThread();
    WorldLoader loader = new WorldLoader(thread.getContextClassLoader(), file.toUri().toURL());
    thread.setContextClassLoader(loader);
    return loader;
  }

  /** Returns the world. */
  public FakeWorld world() {
    return world;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> found = new ArrayList<>(Collections.list(super.getResources(name)));
    if (name.equals(SERVICES)) {
      found.add(services);
    }
    return Collections.enumeration(found);
  }

  @Override
  public void close() {
    Thread.currentThread().setContextClassLoader(before);
  }
}
