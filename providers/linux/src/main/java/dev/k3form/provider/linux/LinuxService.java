package dev.k3form.provider.linux;

import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A systemd unit on a machine. */
@Resource(
    value = "linux_service",
    doc =
        "A systemd unit that exists on a machine: whether it starts with the machine, whether it"
            + " runs. Destroying the resource puts both back as they were found.",
    example =
        """
        resource "linux_service" "exporter" {
          host       = linux_host.db.ssh
          name       = "node-exporter"
          restart_on = [linux_file.exporter_unit.content]
        }
        """)
public record LinuxService(
    @Argument(doc = "Machine on which it is.", example = "linux_host.db.ssh") HostConnection host,
    @Argument(
            doc = "The unit; without a suffix, a service.",
            effect = Effect.REPLACE,
            example = "\"nginx\"")
        String name,
    @Argument(doc = "Whether it starts with the machine.", defaultValue = "true") boolean enabled,
    @Argument(
            doc = "Whether it runs.",
            defaultValue = "running",
            oneOf = {"running", "stopped"})
        String state,
    @Argument(
            doc = "Values on whose change a running unit is restarted.",
            defaultValue = "[]",
            effect = Effect.RESTART,
            example = "[linux_file.unit.content]")
        List<String> restartOn,
    @Computed(doc = "Whether it started with the machine before.") @Nullable Boolean enabledBefore,
    @Computed(doc = "Whether it ran before: running or stopped.") @Nullable String stateBefore) {

  LinuxService as(boolean isEnabled, String isState) {
    return new LinuxService(host, name, isEnabled, isState, restartOn, enabledBefore, stateBefore);
  }

  LinuxService before(boolean wasEnabled, String wasState) {
    return new LinuxService(host, name, enabled, state, restartOn, wasEnabled, wasState);
  }
}
