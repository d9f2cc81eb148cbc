package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine's disk: a directory of writes laid over the layers it shares, and real directories for
 * what cannot live on an overlay (containerd refuses overlayfs on overlayfs).
 *
 * <pre>
 * layers      the lower directories, topmost first; the last is the image
 * upper work  the machine's own writes
 * merged      where they are mounted together
 * volumes/    bound into the machine: rancher, kubelet
 * </pre>
 *
 * <p>The overlay is mounted {@code volatile}: its writes are not forced to the disk underneath, as
 * a lab has nothing to lose in a power cut.
 */
final class MachineDisk {

  /** Directories bound from a real file system, and where they appear in the machine. */
  static final List<String> VOLUMES = List.of("rancher", "kubelet");

  private final Path directory;

  MachineDisk(Path directory) {
    this.directory = directory;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  Path root() {
    return directory.resolve("merged");
  }

  boolean exists() {
    return Files.isDirectory(directory);
  }

  /** Whether there is a system on it. */
  boolean bootable() {
    return Files.exists(file("layers"));
  }

  void createEmpty() throws IOException {
    Files.createDirectories(directory);
  }

  /** Begins as the image. */
  void createFrom(Path image) throws IOException {
    create(List.of(image));
  }

  /** Shares everything that the template has. */
  void createLinked(MachineDisk template) throws IOException {
    if (!template.bootable()) {
      createEmpty();
      return;
    }
    List<Path> layers = new ArrayList<>(List.of(template.file("upper")));
    layers.addAll(template.layers());
    create(layers);
    copyVolumes(template);
  }

  /** Copies what the other has beyond the image. */
  void createCopy(MachineDisk source) throws IOException {
    if (!source.bootable()) {
      createEmpty();
      return;
    }
    List<Path> shared = source.layers();
    List<Path> layers = new ArrayList<>();
    Files.createDirectories(directory);
    for (int i = 0; i < shared.size() - 1; i++) {
      Path copy = file("layer-" + i);
      Command.run("cp", "-a", shared.get(i).toString(), copy.toString());
      layers.add(copy);
    }
    layers.add(shared.getLast());
    Command.run("cp", "-a", source.file("upper").toString(), file("upper").toString());
    create(layers);
    copyVolumes(source);
  }

  private void create(List<Path> layers) throws IOException {
    for (String name : List.of("upper", "work", "merged")) {
      Files.createDirectories(file(name));
    }
    for (String volume : VOLUMES) {
      Files.createDirectories(file("volumes").resolve(volume));
    }
    Files.writeString(
        file("layers"), String.join("\n", layers.stream().map(Path::toString).toList()) + "\n");
  }

  private void copyVolumes(MachineDisk source) throws IOException {
    Command.run("cp", "-a", source.file("volumes") + "/.", file("volumes").toString());
  }

  private List<Path> layers() throws IOException {
    return Files.readAllLines(file("layers")).stream().map(Path::of).toList();
  }

  void mount() throws IOException {
    unmount();
    Path stale = file("work").resolve("work/incompat/volatile");
    if (Files.isDirectory(stale)) {
      Command.run("rm", "-rf", "--", stale.toString());
    }
    String lower = String.join(":", layers().stream().map(Path::toString).toList());
    String options =
        "lowerdir=" + lower + ",upperdir=" + file("upper") + ",workdir=" + file("work");
    Command.Result fast =
        Command.attempt(
            "",
            List.of(
                "mount",
                "-t",
                "overlay",
                "k3form-lab",
                "-o",
                options + ",volatile",
                root().toString()));
    if (!fast.succeeded()) {
      Command.run("mount", "-t", "overlay", "k3form-lab", "-o", options, root().toString());
    }
  }

  void unmount() throws IOException {
    Mounts.unmountBelow(root());
  }

  void delete() throws IOException {
    Mounts.unmountBelow(directory);
    Command.run("rm", "-rf", "--one-file-system", "--", directory.toString());
  }

  /** The image that this disk stands on, if any. */
  Optional<Path> image() throws IOException {
    return bootable() ? Optional.of(layers().getLast()) : Optional.empty();
  }
}
