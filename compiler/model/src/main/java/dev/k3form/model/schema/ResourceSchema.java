package dev.k3form.model.schema;

/**
 * A type of resource or data source.
 *
 * @param type such as {@code proxmox_vm}
 * @param doc a paragraph for the reference
 * @param version counts incompatible changes of the stored form, from 0
 * @param example a complete block for the reference, planned by a test
 */
public record ResourceSchema(
    String type, String doc, int version, BlockSchema block, String example) {}
