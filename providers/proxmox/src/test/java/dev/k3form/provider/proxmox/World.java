package dev.k3form.provider.proxmox;

import dev.k3form.lab.api.LabServer;
import dev.k3form.lab.machine.InMemoryMachines;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import dev.k3form.model.value.Values;
import dev.k3form.provider.proxmox.session.ProxmoxSession;
import dev.k3form.provider.proxmox.template.ProxmoxTemplateType;
import dev.k3form.provider.proxmox.vm.ProxmoxVm;
import dev.k3form.provider.proxmox.vm.ProxmoxVmType;
import dev.k3form.provider.proxmox.vm.VmNetwork;
import dev.k3form.spi.ProviderException;
import dev.k3form.spi.engine.TypeHandle;
import dev.k3form.spi.plan.Planned;
import dev.k3form.spi.schema.Schemas;
import dev.k3form.spi.schema.SecretString;
import dev.k3form.testkit.RecordingContext;
import dev.k3form.testkit.RecordingSessionContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A lab endpoint in memory and what an engine does with the provider against it. */
final class World implements AutoCloseable {
  static final String IMAGE = "local:import/debian-12-genericcloud-amd64.qcow2";

  final InMemoryMachines machines = new InMemoryMachines();
  final LabServer server;
  final TypeHandle<?, ProxmoxSession> vms = TypeHandle.of(new ProxmoxVmType());
  final TypeHandle<?, ProxmoxSession> templates = TypeHandle.of(new ProxmoxTemplateType());

  World() throws IOException {
    this.server = LabServer.inMemory(machines);
  }

  ProxmoxSession open() throws ProviderException {
    return open(server.endpoint(), server.token());
  }

  ProxmoxSession open(URI endpoint, String token) throws ProviderException {
    return open(endpoint, token, new ProxmoxConfiguration.Tls(null, server.caPem(), null));
  }

  static ProxmoxSession open(URI endpoint, String token, ProxmoxConfiguration.Tls tls)
      throws ProviderException {
    return new ProxmoxProvider()
        .open(
            new ProxmoxConfiguration(
                endpoint.toString(),
                new SecretString(token),
                null,
                null,
                false,
                tls,
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                8,
                2,
                6),
            new RecordingSessionContext(Path.of("target")));
  }

  static Value.Obj template() {
    return Value.Obj.of(
        Map.of(
            "name", Value.str("debian-12"),
            "node", Value.str("pve"),
            "vmid", Value.num(9000),
            "storage", Value.str("local"),
            "image", Value.str(IMAGE)));
  }

  /** A VM of the template 9000 with a card, which nobody can reach by SSH. */
  static Value.Obj vm(String name) {
    return Value.Obj.of(
        new TreeMap<>(
            Map.of(
                "name", Value.str(name),
                "node", Value.str("pve"),
                "clone", Value.num(9000),
                "wait_for", Value.str("agent"),
                "network", networks(network("10.67.0.21/24")))));
  }

  static Value.Obj network(String address) {
    return block(
        VmNetwork.class,
        Map.of(
            "bridge", Value.str("vmbr0"),
            "address", Value.str(address),
            "gateway", Value.str("10.67.0.1")));
  }

  /** Returns a nested block as the frontend gives it: what is not written is null. */
  static Value.Obj block(Class<? extends Record> record, Map<String, Value> written) {
    Map<String, Value> fields = new TreeMap<>();
    Schemas.block(record).attributes().keySet().forEach(name -> fields.put(name, Values.NULL));
    fields.putAll(written);
    return Value.Obj.of(fields);
  }

  static Value networks(Value.Obj net0) {
    return blocks("network", Map.of("net0", net0));
  }

  /** Returns labelled blocks as the frontend gives them. */
  static Value blocks(String name, Map<String, Value> blocks) {
    Type element =
        Schemas.resource(ProxmoxVm.class).block().blocks().get(name).block().objectType();
    return Value.MapOf.of(element, blocks);
  }

  Value.Obj makeTemplate(ProxmoxSession session) throws ProviderException {
    return create(templates, template(), session, RecordingContext.of("template-key"));
  }

  static Value.Obj create(
      TypeHandle<?, ProxmoxSession> type,
      Value.Obj config,
      ProxmoxSession session,
      RecordingContext context)
      throws ProviderException {
    return type.create(type.plan(config, Optional.empty()).values(), session, context);
  }

  Value.Obj createVm(Value.Obj config, ProxmoxSession session, RecordingContext context)
      throws ProviderException {
    return create(vms, config, session, context);
  }

  Value.Obj update(
      Value.Obj prior, Value.Obj config, ProxmoxSession session, RecordingContext context)
      throws ProviderException {
    Planned planned = vms.plan(config, Optional.of(prior));
    return vms.update(prior, planned.values(), session, context);
  }

  OptionalInt count(boolean template) {
    return OptionalInt.of(
        (int)
            server.datacenter().repository().vms().stream()
                .filter(vm -> vm.template() == template)
                .count());
  }

  @Override
  public void close() {
    server.close();
  }
}
