package dev.k3form.state;

import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.graph.ProviderRef;
import dev.k3form.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of one resource instance.
 *
 * <p>It has neither times nor counters nor the version of the tool, so that the same object gives
 * the same record.
 *
 * @param provider the provider configuration that the object was made with
 * @param schemaVersion the version of the schema that the attributes follow
 * @param attributes the attributes, wrapped as secrets where they are secret
 * @param dependencies the instances that this one directly depends on
 * @param createBeforeDestroy whether a replacement is made before this is deleted
 * @param preventDestroy whether deleting is refused; kept here so that removing the block from the
 *     configuration does not lift it
 * @param deposed objects that were replaced and are not deleted yet, in order of their ids
 * @param notes what the provider keeps for itself, such as an external id chosen in advance; never
 *     secret
 */
public record ResourceRecord(
    ResourceAddress address,
    ProviderRef provider,
    int schemaVersion,
    ObjectStatus status,
    Value.Obj attributes,
    SortedSet<ResourceAddress> dependencies,
    boolean createBeforeDestroy,
    boolean preventDestroy,
    List<DeposedObject> deposed,
    SortedMap<String, String> notes) {
  /** Copies the collections. */
  public ResourceRecord {
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
    deposed = deposed.stream().sorted().toList();
    notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
  }

  /** Returns a ready record without dependencies, deposed objects or notes. */
  public static ResourceRecord of(
      ResourceAddress address, ProviderRef provider, int schemaVersion, Value.Obj attributes) {
    return new ResourceRecord(
        address,
        provider,
        schemaVersion,
        ObjectStatus.READY,
        attributes,
        Collections.emptySortedSet(),
        false,
        false,
        List.of(),
        Collections.emptySortedMap());
  }

  /** Returns the record under another address. */
  public ResourceRecord withAddress(ResourceAddress other) {
    return new ResourceRecord(
        other,
        provider,
        schemaVersion,
        status,
        attributes,
        dependencies,
        createBeforeDestroy,
        preventDestroy,
        deposed,
        notes);
  }

  /** Returns the record with another status. */
  public ResourceRecord withStatus(ObjectStatus other) {
    return new ResourceRecord(
        address,
        provider,
        schemaVersion,
        other,
        attributes,
        dependencies,
        createBeforeDestroy,
        preventDestroy,
        deposed,
        notes);
  }

  /** Returns the record with other attributes. */
  public ResourceRecord withAttributes(Value.Obj other) {
    return new ResourceRecord(
        address,
        provider,
        schemaVersion,
        status,
        other,
        dependencies,
        createBeforeDestroy,
        preventDestroy,
        deposed,
        notes);
  }

  /** Returns the record with other direct dependencies. */
  public ResourceRecord withDependencies(SortedSet<ResourceAddress> other) {
    return new ResourceRecord(
        address,
        provider,
        schemaVersion,
        status,
        attributes,
        other,
        createBeforeDestroy,
        preventDestroy,
        deposed,
        notes);
  }

  /** Returns the record with other deposed objects. */
  public ResourceRecord withDeposed(List<DeposedObject> other) {
    return new ResourceRecord(
        address,
        provider,
        schemaVersion,
        status,
        attributes,
        dependencies,
        createBeforeDestroy,
        preventDestroy,
        other,
        notes);
  }

  /** Returns the record with the wishes of the user's lifecycle block. */
  public ResourceRecord withLifecycle(boolean createFirst, boolean protect) {
    return new ResourceRecord(
        address,
        provider,
        schemaVersion,
        status,
        attributes,
        dependencies,
        createFirst,
        protect,
        deposed,
        notes);
  }

  /** Returns the record with other notes. */
  public ResourceRecord withNotes(SortedMap<String, String> other) {
    return new ResourceRecord(
        address,
        provider,
        schemaVersion,
        status,
        attributes,
        dependencies,
        createBeforeDestroy,
        preventDestroy,
        deposed,
        other);
  }

  /** Returns the record in the form that another type of resource gives it. */
  public ResourceRecord takenOver(ProviderRef other, int otherVersion, Value.Obj converted) {
    return new ResourceRecord(
        address,
        other,
        otherVersion,
        status,
        converted,
        dependencies,
        createBeforeDestroy,
        preventDestroy,
        deposed,
        notes);
  }

  /** Returns the record with its current object set aside as deposed. */
  public ResourceRecord depose(String id) {
    List<DeposedObject> all = new ArrayList<>(deposed);
    all.add(new DeposedObject(id, provider, schemaVersion, attributes, dependencies));
    return withDeposed(all).withStatus(ObjectStatus.ABSENT).withAttributes(Value.Obj.EMPTY);
  }
}
