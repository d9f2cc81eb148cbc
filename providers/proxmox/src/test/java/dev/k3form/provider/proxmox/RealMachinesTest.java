package dev.k3form.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.k3form.lab.Lab;
import dev.k3form.lab.LabConfig;
import dev.k3form.lab.LabDirectory;
import dev.k3form.lab.LabDoctor;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.template.ProxmoxTemplateType;
import dev.k3form.provider.proxmox.vm.ProxmoxVmType;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.testkit.RecordingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A template and a machine of it, for real: booted, its host key pinned through the agent, entered
 * by SSH, changed with a restart, destroyed. Needs root and systemd-nspawn.
 */
@Tag("lab")
final class RealMachinesTest {
  private static final TypeHandle<?, ProxmoxSession> VMS = TypeHandle.of(new ProxmoxVmType());
  private static final TypeHandle<?, ProxmoxSession> TEMPLATES =
      TypeHandle.of(new ProxmoxTemplateType());

  /** Its ports lie below those that a connection may get at any moment. */
  private static final int FIRST_PORT = 20_000;

  @TempDir private Path temporary;
  private LabConfig config;
  private Lab lab;

  @BeforeEach
  void begin() throws Exception {
    List<LabDoctor.Finding> missing = LabDoctor.examine();
    if (!missing.isEmpty()) {
      System.err.println("SKIPPED: lab tests, because " + missing);
      Assumptions.abort("lab tests need: " + missing);
    }
    int number = 150 + (int) (ProcessHandle.current().pid() % 50);
    config =
        LabConfig.named("px" + number)
            .withDirectory(temporary.resolve("lab"))
            .withSubnet("10.67." + number + ".0/24")
            .withApiPort(FIRST_PORT + 10 * number);
    lab = new Lab(config);
    lab.up(line -> {});
  }

  @AfterEach
  void end() throws Exception {
    if (lab != null) {
      lab.down();
    }
  }

  private ProxmoxSession open() throws Exception {
    LabDirectory directory = new LabDirectory(config.directory());
    return World.open(
        lab.status().endpoint(),
        Files.readString(directory.token()).strip(),
        new ProxmoxConfiguration.Tls(null, Files.readString(directory.ca()), null));
  }

  private Value.Obj machine() throws IOException {
    Path identity = new LabDirectory(config.directory()).identity();
    String prefix = config.subnet().prefix();
    return World.vm("real-01")
        .with(
            "network",
            World.networks(
                World.network(prefix + ".21/24")
                    .with("bridge", Value.str("vmbr0"))
                    .with("gateway", Value.str(prefix + ".1"))))
        .with("wait_for", Value.str("ssh"))
        .with("user", Value.str("debian"))
        .with(
            "ssh_keys",
            new Value.ListOf(
                Type.STRING,
                List.of(Value.str(Files.readString(Path.of(identity + ".pub")).strip()))))
        .with("identity_file", Value.str(identity.toAbsolutePath().toString()));
  }

  @Test
  void aMachineLives() throws Exception {
    try (ProxmoxSession session = open()) {
      Value.Obj template =
          World.create(TEMPLATES, World.template(), session, RecordingContext.of("template"));
      Value.Obj made = World.create(VMS, machine(), session, RecordingContext.of("machine"));
      assertThat(made.get("host_key")).isInstanceOf(Value.Str.class);
      assertThat(((Value.Obj) made.get("ssh")).get("host_key")).isEqualTo(made.get("host_key"));
      assertThat(VMS.read(made, session, RecordingContext.calm())).contains(made);
      assertThat(VMS.plan(machine(), Optional.of(made)).values()).isEqualTo(made);

      Value.Obj wanted = machine().with("cores", Value.num(2));
      Value.Obj changed =
          VMS.update(
              made,
              VMS.plan(wanted, Optional.of(made)).values(),
              session,
              RecordingContext.of("change"));
      assertThat(changed.get("started")).isEqualTo(Values.TRUE);
      assertThat(changed.get("cores")).isEqualTo(Value.num(2));

      VMS.delete(changed, session, RecordingContext.of("delete"));
      assertThat(VMS.read(changed, session, RecordingContext.calm())).isEmpty();
      TEMPLATES.delete(template, session, RecordingContext.of("delete"));
      assertThat(
              session
                  .api()
                  .get("/cluster/resources", Map.of("type", "vm"), RecordingContext.calm()))
          .isEmpty();
    }
  }
}
