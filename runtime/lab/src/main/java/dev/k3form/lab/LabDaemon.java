package dev.k3form.lab;

import dev.k3form.lab.api.Certificates;
import dev.k3form.lab.api.LabServer;
import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.Timing;
import dev.k3form.lab.http.HttpFront;
import dev.k3form.lab.http.HttpHandler;
import dev.k3form.lab.http.HttpLimits;
import dev.k3form.lab.mirror.DirectoryReleases;
import dev.k3form.lab.mirror.PackageCache;
import dev.k3form.lab.mirror.ReleaseMirror;
import dev.k3form.lab.nspawn.AptSettings;
import dev.k3form.lab.nspawn.NspawnMachines;
import dev.k3form.lab.nspawn.ProcessId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The process behind a lab: serves the API over HTTPS, and packages and releases over HTTP. Its
 * machines are not its children in any way that matters: they go on when it is killed, and the next
 * daemon finds them again.
 */
public final class LabDaemon {

  private LabDaemon() {}

  /**
   * Serves until it is ended.
   *
   * @param arguments the lab's directory, as {@code up} has left it
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var directory = new LabDirectory(Path.of(arguments[0]));
    LabConfig config = LabConfig.fromJson(directory.path(), Files.readString(directory.config()));
    AptSettings apt = AptSettings.ofHost(config.suite(), config.mirror());
    Path image = Path.of(Files.readString(directory.path().resolve("image")).strip());
    List<InetAddress> addresses =
        List.of(InetAddress.getLoopbackAddress(), address(config.subnet().gateway()));
    var http =
        new HttpFront(
            addresses,
            config.httpPort(),
            Optional.empty(),
            HttpLimits.proxmox().withIdle(Duration.ofSeconds(60)),
            files(config, directory, apt));
    var machines =
        new NspawnMachines(
            directory.disks(), image, config.bridge(), config.name(), Optional.of(proxy(config)));
    var datacenter =
        Datacenter.open(
            LabLayout.of(config, HostResolvers.find()),
            machines,
            Timing.proxmox(),
            Optional.of(directory.state()));
    var server =
        new LabServer(
            datacenter,
            new LabServer.Settings(
                addresses,
                config.apiPort(),
                Certificates.load(directory.serverPem()),
                HttpLimits.proxmox(),
                Files.readString(directory.token()).strip(),
                false));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  http.close();
                }));
    ProcessId.of(ProcessHandle.current().pid()).orElseThrow().write(directory.daemonPid());
    new CountDownLatch(1).await();
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.ofLiteral(text);
  }

  private static String proxy(LabConfig config) {
    return "http://" + config.subnet().gateway() + ":" + config.httpPort();
  }

  /** A target with a scheme is a proxy's, one without is the mirror's. */
  private static HttpHandler files(LabConfig config, LabDirectory directory, AptSettings apt)
      throws IOException {
    var packages =
        new PackageCache(config.cache().resolve("packages"), apt.archives(), apt.proxy());
    var releases = new ReleaseMirror(new DirectoryReleases(directory.releases()));
    return request ->
        request.target().startsWith("http://")
            ? packages.handle(request)
            : releases.handle(request);
  }
}
