package dev.k3form.lab.nspawn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The root file system that every machine begins as: Debian made by mmdebstrap once, kept in the
 * cache under a name that is the hash of its recipe. An image is complete or not there: it is made
 * beside its place and renamed.
 */
public final class SystemImage {

  private static final List<String> PACKAGES =
      List.of(
          "systemd",
          "systemd-sysv",
          "dbus",
          "openssh-server",
          "sudo",
          "iproute2",
          "iputils-ping",
          "procps",
          "ca-certificates",
          "netbase",
          "kmod");

  private static final List<String> MASKED =
      List.of(
          "apt-daily.timer",
          "apt-daily-upgrade.timer",
          "dpkg-db-backup.timer",
          "e2scrub_all.timer",
          "e2scrub_reap.service",
          "fstrim.timer",
          "getty.target",
          "console-getty.service",
          "systemd-networkd-wait-online.service",
          "systemd-logind.service",
          "systemd-network-generator.service");

  /** Manual pages, documentation and translations are not unpacked, nor forced to the disk. */
  private static final String DPKG_CONF =
      """
      force-unsafe-io
      path-exclude=/usr/share/man/*
      path-exclude=/usr/share/doc/*
      path-exclude=/usr/share/info/*
      path-exclude=/usr/share/locale/*
      path-exclude=/usr/share/lintian/*
      path-include=/usr/share/doc/*/copyright
      """;

  private final Path cache;
  private final AptSettings apt;

  public SystemImage(Path cache, AptSettings apt) {
    this.cache = cache;
    this.apt = apt;
  }

  /** Returns the image's root, making it first if the cache has none of this recipe. */
  public Path ensure(Consumer<String> progress) throws IOException {
    Files.createDirectories(cache);
    Path image = cache.resolve("debian-" + apt.suite() + "-" + recipe().substring(0, 12));
    if (Files.isDirectory(image)) {
      return image;
    }
    try (var channel =
            FileChannel.open(
                cache.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (!Files.isDirectory(image)) {
        progress.accept("making the Debian image (once, about a minute)");
        build(image);
      }
    }
    return image;
  }

  private void build(Path image) throws IOException {
    Path making = cache.resolve("making-" + image.getFileName());
    Mounts.unmountBelow(making);
    Command.run("rm", "-rf", "--one-file-system", "--", making.toString());
    Path sources = cache.resolve("sources.list");
    Files.writeString(sources, apt.sourcesList());
    Command.Result made = Command.attempt("", mmdebstrap(making, sources));
    if (!made.succeeded()) {
      String[] words = made.errors().split("\n", -1);
      throw new IOException(
          "mmdebstrap could not make the image: "
              + String.join(
                  "\n", List.of(words).subList(Math.max(0, words.length - 12), words.length)));
    }
    configure(making);
    Files.move(making, image, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> mmdebstrap(Path target, Path sources) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "mmdebstrap",
                "--quiet",
                "--variant=minbase",
                "--format=directory",
                "--skip=cleanup/apt/lists",
                "--include=" + String.join(",", PACKAGES)));
    for (String line : DPKG_CONF.lines().toList()) {
      command.add("--dpkgopt=" + line);
    }
    for (String line : apt.conf().lines().filter(l -> !l.isBlank()).toList()) {
      command.add("--aptopt=" + line);
    }
    command.addAll(List.of(apt.suite(), target.toString(), sources.toString()));
    return command;
  }

  private void configure(Path root) throws IOException {
    for (String left :
        List.of(
            "etc/apt/sources.list.d/0000sources.list",
            "etc/apt/apt.conf.d/99mmdebstrap",
            "etc/dpkg/dpkg.cfg.d/99mmdebstrap")) {
      Files.deleteIfExists(root.resolve(left));
    }
    Files.writeString(root.resolve("etc/apt/sources.list"), apt.sourcesList());
    Files.writeString(root.resolve("etc/apt/apt.conf.d/90k3form-lab"), apt.conf());
    Files.writeString(root.resolve("etc/dpkg/dpkg.cfg.d/90k3form-lab"), DPKG_CONF);
    Path units = root.resolve("etc/systemd/system");
    for (String unit : MASKED) {
      Path mask = units.resolve(unit);
      Files.deleteIfExists(mask);
      Files.createSymbolicLink(mask, Path.of("/dev/null"));
    }
    Path script = root.resolve("usr/local/lib/k3form-guest-boot");
    Files.writeString(script, resource("guest-boot.sh"));
    Command.run("chmod", "755", script.toString());
    Files.writeString(units.resolve("k3form-guest-boot.service"), resource("guest-boot.service"));
    for (String directory : MachineDisk.VOLUMES) {
      Files.createDirectories(root.resolve("var/lib").resolve(directory));
    }
    Command.run(
        "systemctl",
        "--root=" + root,
        "enable",
        "systemd-networkd.service",
        "k3form-guest-boot.service");
    Command.run("sh", "-c", "rm -f \"$1\"/etc/ssh/ssh_host_*", "sh", root.toString());
    Command.run("chroot", root.toString(), "apt-cache", "gencaches");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SystemImage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String recipe() throws IOException {
    String text =
        String.join(
            "\n",
            apt.suite(),
            apt.sourcesList(),
            apt.conf(),
            PACKAGES.toString(),
            MASKED.toString(),
            DPKG_CONF,
            resource("guest-boot.sh"),
            resource("guest-boot.service"));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
