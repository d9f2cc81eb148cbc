package dev.k3form.lab.api;

import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.Timing;
import dev.k3form.lab.http.HttpFront;
import dev.k3form.lab.http.HttpLimits;
import dev.k3form.lab.machine.MachineRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The endpoint: HTTPS in front, a data centre behind. With {@code InMemoryMachines} it runs inside
 * a test, needs no root and is ready at once:
 *
 * <pre>{@code
 * var machines = new InMemoryMachines();
 * try (var server = LabServer.inMemory(machines)) {
 *   // server.endpoint()  https://127.0.0.1:PORT       the provider's "endpoint"
 *   // server.token()     k3form@pve!lab=UUID          its "token"
 *   // server.caPem()     PEM of the CA to pin         its "ca"
 *   server.faults().next("POST", "/nodes/*\/qemu/*\/clone", new Fault.WorkerKilled());
 *   String weak = server.addToken("weak", Privileges.without("VM.Config.Memory"));
 *   // ... run the provider ...
 *   server.requests();                // what it asked, in order
 *   server.datacenter().repository(); // what is there now
 * }
 * }</pre>
 *
 * The node is {@code pve}, the storage {@code local}, the bridge {@code vmbr0}, and the image to
 * import from {@code local:import/debian-12-genericcloud-amd64.qcow2}.
 */
public final class LabServer implements AutoCloseable {

  private static final int KEPT_REQUESTS = 10_000;

  private final Datacenter datacenter;
  private final Certificates certificates;
  private final AccessControl access = new AccessControl();
  private final Faults faults = new Faults();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final HttpFront front;
  private final String token;
  private final boolean record;

  /**
   * What a server is made of.
   *
   * @param port 0 for one that is free
   * @param token the token that may do everything, {@code user@realm!id=secret}
   * @param record whether requests are kept for {@link #requests}
   */
  public record Settings(
      List<InetAddress> addresses,
      int port,
      Certificates certificates,
      HttpLimits limits,
      String token,
      boolean record) {
    public Settings {
      addresses = List.copyOf(addresses);
    }
  }

  public LabServer(Datacenter datacenter, Settings settings) throws IOException {
    this.datacenter = datacenter;
    this.certificates = settings.certificates();
    this.token = settings.token();
    this.record = settings.record();
    access.add(token, Privileges.all());
    List<Route> routes = new ArrayList<>();
    routes.addAll(new ClusterRoutes(certificates.fingerprint()).routes());
    routes.addAll(new NodeRoutes(certificates.fingerprint()).routes());
    routes.addAll(TaskRoutes.routes());
    routes.addAll(VmRoutes.routes(datacenter));
    routes.addAll(ConfigRoutes.routes(datacenter));
    routes.addAll(PowerRoutes.routes());
    routes.addAll(AgentRoutes.routes());
    routes.addAll(PoolRoutes.routes());
    this.front =
        new HttpFront(
            settings.addresses(),
            settings.port(),
            Optional.of(certificates.serverContext()),
            settings.limits(),
            new ApiHandler(datacenter, access, routes, faults, this::keep));
  }

  /** A server on a free loopback port, with Proxmox's limits and no delays. */
  public static LabServer inMemory(MachineRuntime machines) throws IOException {
    return inMemory(machines, Timing.immediate(), Optional.empty());
  }

  /** The same with chosen timing, and with its state kept in a directory where one is given. */
  public static LabServer inMemory(MachineRuntime machines, Timing timing, Optional<Path> state)
      throws IOException {
    var datacenter = Datacenter.open(Datacenter.Layout.standard(), machines, timing, state);
    return new LabServer(
        datacenter,
        new Settings(
            List.of(InetAddress.getLoopbackAddress()),
            0,
            Certificates.create(List.of("127.0.0.1")),
            HttpLimits.proxmox(),
            newToken("lab"),
            true));
  }

  /** A token of the lab's user with a new secret. */
  public static String newToken(String id) {
    return "k3form@pve!" + id + "=" + UUID.randomUUID();
  }

  private void keep(RecordedRequest request) {
    if (record && requests.size() < KEPT_REQUESTS) {
      requests.add(request);
    }
  }

  public URI endpoint() {
    return URI.create("https://127.0.0.1:" + front.port());
  }

  public int port() {
    return front.port();
  }

  /** The token that may do everything. A secret. */
  public String token() {
    return token;
  }

  /** Makes a further token with the given privileges and returns it with its secret. */
  public String addToken(String id, Privileges privileges) {
    String made = newToken(id);
    access.add(made, privileges);
    return made;
  }

  /** The certificate authority that signed the server's certificate. */
  public String caPem() {
    return certificates.caPem();
  }

  /** SHA-256 of the server's certificate, in colon form. */
  public String fingerprint() {
    return certificates.fingerprint();
  }

  public Faults faults() {
    return faults;
  }

  /** The authenticated requests so far, oldest first. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  public void forgetRequests() {
    requests.clear();
  }

  public Datacenter datacenter() {
    return datacenter;
  }

  /** Stops serving. Machines are left to their runtime. */
  @Override
  public void close() {
    front.close();
    datacenter.tasks().close();
  }
}
