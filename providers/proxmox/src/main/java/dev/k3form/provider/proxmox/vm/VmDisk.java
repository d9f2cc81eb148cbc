package dev.k3form.provider.proxmox.vm;

import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * A block {@code disk "scsi1"}: a further disk, told apart by its slot.
 *
 * <p>Removing the block detaches the disk; its volume stays with the VM as an unused one.
 */
public record VmDisk(
    @Argument(doc = "Storage that a new disk is made on.", example = "\"local-lvm\"")
        String storage,
    @Argument(doc = "Size, in whole GiB when new; grows, never shrinks.", example = "50GiB")
        ByteSize size,
    @Argument(
            doc = "Whether blocks that the guest frees are freed on the storage.",
            defaultValue = "true")
        boolean discard,
    @Argument(doc = "Whether the guest sees an SSD.", defaultValue = "false") boolean ssd,
    @Argument(doc = "Whether the disk has an I/O thread of its own.", defaultValue = "false")
        boolean iothread,
    @Argument(doc = "Whether backups take the disk in.", defaultValue = "true") boolean backup,
    @Argument(
            doc = "Cache mode; Proxmox's default unless set.",
            oneOf = {"none", "directsync", "unsafe", "writeback", "writethrough"})
        @Nullable String cache) {}
