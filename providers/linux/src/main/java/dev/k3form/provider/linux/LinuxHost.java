package dev.k3form.provider.linux;

import dev.k3form.hosts.Facts;
import dev.k3form.hosts.provider.HostConnection;
import dev.k3form.hosts.provider.JumpHost;
import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import org.jspecify.annotations.Nullable;

/** A machine that exists already. */
@Resource(
    value = "linux_host",
    doc =
        "A machine that exists already and is reached over SSH. Nothing on it is changed;"
            + " destroying the resource forgets the machine. Its `ssh` is what `host` arguments"
            + " take.",
    example =
        """
        resource "linux_host" "db" {
          address  = "192.168.1.205"
          user     = "admin"
          host_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1kmcsWoR5qZ0xZRAvYpgJpr3pHpyyf3H4JCBjOJeYw"
        }
        """)
public record LinuxHost(
    @Argument(
            doc = "Name or IP address of the machine.",
            effect = Effect.REPLACE,
            example = "\"192.168.1.205\"")
        String address,
    @Argument(doc = "User to log in as.", defaultValue = "root") String user,
    @Argument(doc = "Port of the SSH server.", defaultValue = "22") int port,
    @Argument(
            doc = "Public host key as OpenSSH writes it; the machine must show it.",
            example = "\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI...\"")
        @Nullable String hostKey,
    @Argument(
            doc =
                "Known-hosts file that holds the host key where host_key is not given;"
                    + " ~/.ssh/known_hosts unless set.")
        @Nullable String knownHosts,
    @Argument(
            doc =
                "Private key to log in with, relative to the root module; the SSH agent and the"
                    + " user's default keys unless set.")
        @Nullable String identityFile,
    @Argument(doc = "Whether to work as root by sudo; true for every user but root unless set.")
        @Nullable Boolean sudo,
    @Argument(doc = "Machine through which this one is reached.") @Nullable JumpHost jump,
    @Computed(doc = "What `host` arguments take.") @Nullable HostConnection ssh,
    @Computed(doc = "Name that the machine has for itself.") @Nullable String hostname,
    @Computed(doc = "Distribution, as in /etc/os-release, such as debian.") @Nullable String os,
    @Computed(doc = "Release of the distribution, such as 12.") @Nullable String osVersion,
    @Computed(doc = "Processor: amd64, arm64, s390x, ...") @Nullable String architecture) {

  HostConnection connection() {
    return new HostConnection(address, user, port, hostKey, knownHosts, identityFile, sudo, jump);
  }

  LinuxHost with(Facts facts) {
    return new LinuxHost(
        address,
        user,
        port,
        hostKey,
        knownHosts,
        identityFile,
        sudo,
        jump,
        connection(),
        facts.hostname(),
        facts.os().id(),
        facts.os().versionId(),
        facts.goArchitecture());
  }

  static LinuxHost of(HostConnection c) {
    return new LinuxHost(
        c.address(),
        c.user(),
        c.port(),
        c.hostKey(),
        c.knownHosts(),
        c.identityFile(),
        c.sudo(),
        c.jump(),
        c,
        null,
        null,
        null,
        null);
  }
}
