package dev.k3form.lab.machine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A runtime without machines, for tests of what talks to the API: boots at once, needs no root, and
 * its agent knows the interfaces and the files that the test has put there. A machine that was made
 * from nothing starts like the others but has no agent, as a VM without a system has not.
 */
public final class InMemoryMachines implements MachineRuntime {

  private static final String HOST_KEY = "/etc/ssh/ssh_host_ed25519_key.pub";

  private record Machine(
      boolean system, Optional<MachineSpec> running, Instant since, Map<String, byte[]> files) {}

  private final Map<Integer, Machine> machines = new ConcurrentHashMap<>();

  /** Makes {@code content} what the agent of {@code vmid} reads at {@code path} from now on. */
  public void putFile(int vmid, String path, String content) {
    machine(vmid).files().put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** What the machine was last started with, if it runs. */
  public Optional<MachineSpec> booted(int vmid) {
    Machine machine = machines.get(vmid);
    return machine == null ? Optional.empty() : machine.running();
  }

  @Override
  public void create(int vmid, DiskSource source) {
    boolean system =
        switch (source) {
          case DiskSource.Image _ -> true;
          case DiskSource.Empty _ -> false;
          case DiskSource.Linked(int id) -> machine(id).system();
          case DiskSource.Copy(int id) -> machine(id).system();
        };
    machines.put(
        vmid, new Machine(system, Optional.empty(), Instant.EPOCH, new ConcurrentHashMap<>()));
  }

  @Override
  public void delete(int vmid) {
    machines.remove(vmid);
  }

  @Override
  public void start(MachineSpec spec) {
    Machine machine = machine(spec.vmid());
    machine.files().putIfAbsent(HOST_KEY, pretendedKey(spec).getBytes(StandardCharsets.UTF_8));
    machines.put(
        spec.vmid(),
        new Machine(machine.system(), Optional.of(spec), Instant.now(), machine.files()));
  }

  /** A well-formed ed25519 public key line whose 32 bytes are made from the VM id. */
  private static String pretendedKey(MachineSpec spec) {
    byte[] blob = new byte[51];
    System.arraycopy(
        "\0\0\0\13ssh-ed25519\0\0\0 ".getBytes(StandardCharsets.ISO_8859_1), 0, blob, 0, 19);
    for (int i = 19; i < blob.length; i++) {
      blob[i] = (byte) (spec.vmid() * 31 + i);
    }
    return "ssh-ed25519 "
        + java.util.Base64.getEncoder().encodeToString(blob)
        + " root@"
        + spec.name()
        + "\n";
  }

  @Override
  public void kill(int vmid) {
    Machine machine = machine(vmid);
    machines.put(
        vmid, new Machine(machine.system(), Optional.empty(), Instant.EPOCH, machine.files()));
  }

  @Override
  public boolean shutdown(int vmid, Duration timeout) {
    kill(vmid);
    return true;
  }

  @Override
  public MachineState state(int vmid) {
    Machine machine = machines.get(vmid);
    return machine == null || machine.running().isEmpty()
        ? new MachineState.Stopped()
        : new MachineState.Running(100_000L + vmid, machine.since());
  }

  @Override
  public GuestAgent agent(int vmid) throws MachineException {
    Machine machine = machine(vmid);
    if (!machine.system() || machine.running().isEmpty()) {
      throw new MachineException("QEMU guest agent is not running");
    }
    return new Agent(machine.running().get(), machine.files());
  }

  private Machine machine(int vmid) {
    Machine machine = machines.get(vmid);
    if (machine == null) {
      throw new IllegalStateException("no machine " + vmid);
    }
    return machine;
  }

  @Override
  public void close() {}

  private record Agent(MachineSpec spec, Map<String, byte[]> files) implements GuestAgent {

    @Override
    public List<GuestInterface> interfaces() {
      List<GuestInterface> found = new ArrayList<>();
      found.add(
          new GuestInterface(
              "lo",
              "00:00:00:00:00:00",
              List.of(new GuestInterface.Address("ipv4", "127.0.0.1", 8))));
      int index = 0;
      for (Nic nic : spec.nics()) {
        found.add(
            new GuestInterface(
                "eth" + index++,
                nic.mac().toLowerCase(Locale.ROOT),
                nic.address().filter(a -> a.contains("/")).map(Agent::address).stream().toList()));
      }
      return found;
    }

    private static GuestInterface.Address address(String cidr) {
      int slash = cidr.indexOf('/');
      return new GuestInterface.Address(
          cidr.contains(":") ? "ipv6" : "ipv4",
          cidr.substring(0, slash),
          Integer.parseInt(cidr.substring(slash + 1)));
    }

    @Override
    public byte[] readFile(String path) throws MachineException {
      byte[] content = files.get(path);
      if (content == null) {
        throw new MachineException(
            "Agent error: failed to open file '"
                + path
                + "' (mode: 'r'): No such file or directory");
      }
      return content;
    }
  }
}
