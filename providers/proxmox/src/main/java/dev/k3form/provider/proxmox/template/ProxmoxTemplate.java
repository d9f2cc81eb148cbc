package dev.k3form.provider.proxmox.template;

import dev.k3form.model.schema.Effect;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.ByteSize;
import dev.k3form.spi.schema.Computed;
import dev.k3form.spi.schema.Resource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments and attributes of {@code proxmox_template}. */
@Resource(
    value = "proxmox_template",
    doc =
        "A template made from a cloud image, from which machines are cloned. It has a cloud-init"
            + " drive, a serial console and the guest agent turned on. Machines that are linked"
            + " clones stand on its disk: it cannot be destroyed or replaced before them.",
    example =
        """
        resource "proxmox_template" "debian" {
          name      = "debian-12"
          node      = "pve"
          storage   = "local-lvm"
          image_url = "https://cloud.debian.org/images/cloud/bookworm/20251112-2294/debian-12-genericcloud-amd64-20251112-2294.qcow2"
          checksum  = "sha512:5da221d8f7434ee86145e78a2c60ca45eb4ef8296535e04f6f333193225792aa8ceee3df6aea2b4ee72d6793f7312308a8b0c6a1c7ed4c7c730fa7bda1bc665f"
        }
        """)
public record ProxmoxTemplate(
    @Argument(doc = "Name: letters, digits, hyphens.", example = "\"debian-12\"") String name,
    @Argument(doc = "Node to make it on.", effect = Effect.REPLACE, example = "\"pve\"")
        String node,
    @Argument(
            doc = "Id of the template; the next free one unless set.",
            computed = true,
            effect = Effect.REPLACE,
            example = "9000")
        @Nullable Integer vmid,
    @Argument(
            doc = "Storage of its disk, and of those of linked clones.",
            effect = Effect.REPLACE,
            example = "\"local-lvm\"")
        String storage,
    @Argument(
            doc = "Volume of a cloud image on the node, of content type import.",
            example = "\"local:import/debian-12-genericcloud-amd64.qcow2\"")
        @Nullable String image,
    @Argument(
            doc =
                "URL of a cloud image that the node fetches, in place of image; needs a checksum.",
            example =
                "\"https://cloud.debian.org/images/cloud/bookworm/latest/debian-12-genericcloud-amd64.qcow2\"")
        @Nullable String imageUrl,
    @Argument(
            doc = "Checksum of the image at image_url.",
            example = "\"sha256:9f86d081884c7d65...\"")
        @Nullable String checksum,
    @Argument(
            doc = "Storage that fetched images are kept on; its content types must include import.",
            defaultValue = "local")
        String imageStorage,
    @Argument(
            doc = "Bus of the disk.",
            defaultValue = "scsi",
            oneOf = {"scsi", "virtio", "sata"},
            effect = Effect.REPLACE)
        String diskBus,
    @Argument(
            doc = "Size of the disk; the image's unless set. Grows, never shrinks.",
            example = "8GiB")
        @Nullable ByteSize diskSize,
    @Argument(doc = "Virtual cores of clones that say nothing else.", defaultValue = "1") int cores,
    @Argument(doc = "Memory of clones that say nothing else.", defaultValue = "1GiB")
        ByteSize memory,
    @Argument(
            doc = "CPU type that the guest sees; Proxmox's default unless set.",
            example = "\"host\"")
        @Nullable String cpuType,
    @Argument(doc = "Bridge of the first network card.", defaultValue = "vmbr0") String bridge,
    @Argument(doc = "Whether guests run the QEMU guest agent.", defaultValue = "true")
        boolean agent,
    @Argument(
            doc = "Firmware.",
            defaultValue = "seabios",
            oneOf = {"seabios", "ovmf"},
            effect = Effect.REPLACE)
        String bios,
    @Argument(doc = "Kind of guest.", defaultValue = "l26", effect = Effect.REPLACE) String osType,
    @Argument(doc = "Notes shown in the web interface.") @Nullable String description,
    @Argument(doc = "Tags; case does not count.", defaultValue = "[]") Set<String> tags,
    @Computed(doc = "Node that it is on now.") @Nullable String currentNode,
    @Computed(doc = "Id that the machine's firmware shows, by which k3form knows it again.")
        @Nullable String uuid,
    @Computed(doc = "Whether it is a template by now; false after a creation that was cut off.")
        @Nullable Boolean template) {

  /** Copies the tags. */
  public ProxmoxTemplate {
    tags = Set.copyOf(tags);
  }
}
