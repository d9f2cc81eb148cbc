package dev.k3form.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.k3form.lab.api.Fault;
import dev.k3form.lab.api.Privileges;
import dev.k3form.lab.datacenter.Vm;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle.Recovered;
import dev.k3form.testkit.RecordingContext;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong with real clusters, and what becomes of it. */
final class VmFaultTest {
  private static final String CLONE = "/nodes/*/qemu/*/clone";

  private World world;
  private ProxmoxSession session;

  @BeforeEach
  void begin() throws Exception {
    world = new World();
    session = world.open();
    world.makeTemplate(session);
  }

  @AfterEach
  void end() {
    session.close();
    world.close();
  }

  private Value.Obj create(Value.Obj config) throws ProviderException {
    return world.createVm(config, session, RecordingContext.calm());
  }

  private ProviderException failure(Value.Obj config) {
    return catchThrowableOfType(ProviderException.class, () -> create(config));
  }

  private static int id(Value.Obj vm) {
    return ((Value.Num) vm.get("vmid")).value().intValue();
  }

  @Test
  void losingTheRaceForAnIdTakesAnother() throws Exception {
    world.server.faults().next("POST", CLONE, new Fault.IdRaceLost());
    Value.Obj vm = create(World.vm("a"));
    assertThat(id(vm)).isEqualTo(101);
    assertThat(world.server.datacenter().vm(100).name()).isEqualTo("somebody-elses");
    assertThat(world.count(false)).hasValue(2);
  }

  @Test
  void losingTheRaceForAChosenIdBlamesIt() {
    world.server.faults().next("POST", CLONE, new Fault.IdRaceLost());
    ProviderException e = failure(World.vm("a").with("vmid", Value.num(221)));
    assertThat(e.argument()).isEqualTo("vmid");
    assertThat(e).hasMessageContaining("the VM id 221 is taken");
    assertThat(world.count(false)).hasValue(1);
  }

  @Test
  void anIdThatIsTakenIsBlamed() throws Exception {
    create(World.vm("a").with("vmid", Value.num(221)));
    Value.Obj config = World.vm("b").with("vmid", Value.num(221));
    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () -> world.createVm(config, session, RecordingContext.of("another")));
    assertThat(e.argument()).isEqualTo("vmid");
    assertThat(e.help()).anyMatch(help -> help.contains("Choose another vmid"));
    assertThat(world.server.datacenter().vm(221).name()).isEqualTo("a");
  }

  @Test
  void locksThatAreHeldTooLongAreWaitedFor() throws Exception {
    world.server.faults().next("POST", CLONE, Fault.vmLockTimeout(100));
    world.server.faults().next("POST", CLONE, Fault.storageLockTimeout("local"));
    world.server.faults().next("POST", "/nodes/*/qemu/*/config", Fault.vmLockTimeout(100));
    create(World.vm("a"));
    assertThat(world.count(false)).hasValue(1);
  }

  @Test
  void otherFailuresOfTasksAreNotRepeated() {
    world
        .server
        .faults()
        .next("POST", CLONE, new Fault.TaskFails("clone failed: no space left on device"));
    ProviderException e = failure(World.vm("a"));
    assertThat(e)
        .hasMessageContaining("clone VM 9000 to 100")
        .hasMessageContaining("no space left");
    assertThat(posts("/clone")).isEqualTo(1);
    assertThat(world.count(false)).hasValue(0);
  }

  private long posts(String suffix) {
    return world.server.requests().stream()
        .filter(r -> r.method().equals("POST") && r.path().endsWith(suffix))
        .count();
  }

  @Test
  void anAnswerLostAfterTheEffectMakesNoSecondVm() throws Exception {
    world.server.faults().next("POST", CLONE, Fault.lostAnswer());
    world.server.faults().next("POST", "/nodes/*/qemu/*/config", new Fault.ConnectionLost(true));
    world.server.faults().next("POST", "/nodes/*/qemu/*/status/start", Fault.lostAnswer());
    Value.Obj vm = create(World.vm("a"));
    assertThat(vm.get("started")).isEqualTo(Values.TRUE);
    assertThat(world.count(false)).hasValue(1);
    assertThat(posts("/clone")).isEqualTo(1);
  }

  @Test
  void anAnswerLostBeforeTheEffectIsRepeated() throws Exception {
    world.server.faults().next("POST", CLONE, Fault.unreachableDaemon());
    create(World.vm("a"));
    assertThat(world.count(false)).hasValue(1);
  }

  @Test
  void aKilledCloneIsToldWithTheWayOut() throws Exception {
    world.server.faults().next("POST", CLONE, new Fault.WorkerKilled());
    RecordingContext context = RecordingContext.calm();
    assertThatThrownBy(() -> world.createVm(World.vm("a"), session, context))
        .isInstanceOf(ProviderException.class);
    Value.Obj planned = world.vms.plan(World.vm("a"), Optional.empty()).values();
    Recovered found = world.vms.recover(planned, context, session, RecordingContext.calm());
    assertThat(found).isInstanceOf(Recovered.Unclear.class);
    assertThat(((Recovered.Unclear) found).wayOut()).contains("qm unlock 100 && qm destroy 100");
    ProviderException again =
        catchThrowableOfType(
            ProviderException.class,
            () -> world.createVm(World.vm("a"), session, context.resumed()));
    assertThat(again).hasMessageContaining("half made");
    assertThat(world.count(false)).hasValue(1);
  }

  @Test
  void aCreationOfWhichNothingWasBegunIsAbsent() throws Exception {
    Value.Obj planned = world.vms.plan(World.vm("a"), Optional.empty()).values();
    assertThat(
            world.vms.recover(planned, key -> Optional.empty(), session, RecordingContext.calm()))
        .isInstanceOf(Recovered.Absent.class);
    Map<String, String> notes = Map.of("owner", "ours", "vmid", "100");
    world
        .server
        .datacenter()
        .repository()
        .insert(Vm.of(100, Map.of("name", "other", "description", "k3form:theirs"), Instant.now()));
    assertThat(
            world.vms.recover(
                planned,
                key -> Optional.ofNullable(notes.get(key)),
                session,
                RecordingContext.calm()))
        .isInstanceOf(Recovered.Absent.class);
  }

  @Test
  void aStaleListOfVmsIsNoDrift() throws Exception {
    Value.Obj vm = create(World.vm("a"));
    world.server.faults().always("GET", "/cluster/resources", new Fault.StaleResources());
    try (ProxmoxSession fresh = world.open()) {
      assertThat(world.vms.read(vm, fresh, RecordingContext.calm())).contains(vm);
    }
  }

  @Test
  void tasksThatAnswerNullAreDone() throws Exception {
    world.server.faults().always("PUT", "/nodes/*/qemu/*/resize", new Fault.NullTaskId());
    world.server.faults().always("POST", "/nodes/*/qemu/*/config", new Fault.NullTaskId());
    Value.Obj vm =
        create(World.vm("a").with("disk_size", new Value.Size(BigInteger.valueOf(20L << 30))));
    assertThat(vm.get("disk_size")).isEqualTo(new Value.Size(BigInteger.valueOf(20L << 30)));
  }

  @Test
  void warningsOfTasksAreSuccessAndAreTold() throws Exception {
    world.server.faults().next("POST", CLONE, new Fault.TaskWarns(1));
    RecordingContext context = RecordingContext.calm();
    world.createVm(World.vm("a"), session, context);
    assertThat(context.progressMessages()).anyMatch(m -> m.contains("done with warnings"));
  }

  @Test
  void anAgentThatIsSilentAtFirstIsWaitedFor() throws Exception {
    world
        .server
        .faults()
        .times(
            3,
            "GET",
            "/nodes/*/qemu/*/agent/file-read",
            new Fault.AgentSilent("QEMU guest agent is not running"));
    assertThat(create(World.vm("a")).get("host_key").isNull()).isFalse();
  }

  @Test
  void anAgentThatStaysSilentIsExplained() throws Exception {
    world
        .server
        .faults()
        .always(
            "GET",
            "/nodes/*/qemu/*/agent/file-read",
            new Fault.AgentSilent("QEMU guest agent is not running"));
    RecordingContext context = RecordingContext.calm();
    Value.Obj config = World.vm("a").with("boot_timeout", new Value.Time(Duration.ofMillis(300)));
    ProviderException e =
        catchThrowableOfType(
            ProviderException.class, () -> world.createVm(config, session, context));
    assertThat(e).hasMessageContaining("QEMU guest agent is not running");
    assertThat(e.help()).anyMatch(h -> h.contains("Install qemu-guest-agent"));
    world.server.faults().clear();
    Value.Obj resumed = world.createVm(World.vm("a"), session, context.resumed());
    assertThat(resumed.get("host_key").isNull()).isFalse();
    assertThat(world.count(false)).hasValue(1);
  }

  @Test
  void aVmThatGotTheIdLaterIsNotTouched() throws Exception {
    Value.Obj vm = create(World.vm("a"));
    var repository = world.server.datacenter().repository();
    repository.remove(id(vm));
    repository.insert(
        Vm.of(id(vm), Map.of("name", "other", "smbios1", "uuid=0-0-0"), Instant.now()));
    assertThat(world.vms.read(vm, session, RecordingContext.calm())).isEmpty();
    world.vms.delete(vm, session, RecordingContext.calm());
    assertThat(repository.vm(id(vm)).orElseThrow().name()).isEqualTo("other");
  }

  @Test
  void aMissingPrivilegeIsToldBeforeAnythingIsBegun() throws Exception {
    String token =
        world.server.addToken("weak", Privileges.without("VM.Config.Memory", "VM.PowerMgmt"));
    try (ProxmoxSession weak = world.open(world.server.endpoint(), token)) {
      Value.Obj config = World.vm("a").with("memory", new Value.Size(BigInteger.valueOf(4L << 30)));
      RecordingContext context = RecordingContext.calm();
      ProviderException e =
          catchThrowableOfType(
              ProviderException.class, () -> world.createVm(config, weak, context));
      assertThat(e)
          .hasMessageContaining("VM.Config.Memory on /vms")
          .hasMessageContaining("VM.PowerMgmt on /vms");
      assertThat(e.help()).anyMatch(h -> h.contains("pveum role modify"));
      assertThat(context.notes()).isEmpty();
    }
    assertThat(world.count(false)).hasValue(0);
  }

  @Test
  void wrongPlacesAreBlamed() {
    assertThat(failure(World.vm("a").with("node", Value.str("nosuch"))))
        .hasMessageContaining("there is no node `nosuch`")
        .extracting("argument")
        .isEqualTo("node");
    assertThat(failure(World.vm("a").with("clone", Value.num(4711))))
        .hasMessageContaining("there is no VM 4711 to clone")
        .extracting("argument")
        .isEqualTo("clone");
    assertThat(
            failure(
                World.vm("a").with("full_clone", Values.TRUE).with("storage", Value.str("nosuch"))))
        .hasMessageContaining("storage 'nosuch' does not exist")
        .extracting("argument")
        .isEqualTo("storage");
    assertThat(
            failure(World.vm("a").with("disk_size", new Value.Size(BigInteger.valueOf(1L << 20)))))
        .hasMessageContaining("cannot shrink")
        .extracting("argument")
        .isEqualTo("disk_size");
    assertThat(world.count(false)).hasValue(0);
  }

  @Test
  void aTemplateWithLinkedClonesSaysWhyItStays() throws Exception {
    create(World.vm("a"));
    Value.Obj template =
        world.templates.importState("9000", session, RecordingContext.calm()).orElseThrow();
    assertThatThrownBy(() -> world.templates.delete(template, session, RecordingContext.calm()))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.help()).anyMatch(h -> h.contains("destroy them first")));
  }

  @Test
  void protectionIsObeyed() throws Exception {
    Value.Obj vm = create(World.vm("a").with("protection", Values.TRUE));
    assertThatThrownBy(() -> world.vms.delete(vm, session, RecordingContext.calm()))
        .hasMessageContaining("protected");
    assertThat(world.count(false)).hasValue(1);
  }

  @Test
  void manyAtOnceGetDifferentIds() throws Exception {
    Set<Integer> ids = new ConcurrentSkipListSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> all =
          java.util.stream.IntStream.range(0, 12)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () ->
                          ids.add(
                              id(
                                  world.createVm(
                                      World.vm("m" + i), session, RecordingContext.of("key" + i)))))
              .toList();
      for (var result : threads.invokeAll(all)) {
        assertThat(result.get()).isTrue();
      }
    }
    assertThat(ids).hasSize(12);
    assertThat(world.count(false)).hasValue(12);
  }
}
