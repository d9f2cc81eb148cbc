package dev.k3form.testkit;

import dev.k3form.model.value.Value;
import dev.k3form.spi.ResourceType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A resource type with a world to act on, fresh for each check.
 *
 * <p>Configurations are given as the frontend gives them, but may leave out what is null.
 *
 * @param <R> the type's record
 * @param <S> its session
 */
public interface Subject<R extends Record, S extends AutoCloseable> extends AutoCloseable {
  /** Returns the type. */
  ResourceType<R, S> type();

  /** Opens a session on the world; called again after each crash. */
  S open() throws Exception;

  /** Returns a valid configuration that sets as many arguments as it can, secret ones included. */
  Value.Obj configuration();

  /** Returns one that differs so that the object is changed in place, if there is such a change. */
  default Optional<Value.Obj> changed() {
    return Optional.empty();
  }

  /** Returns one that differs so that the object must be replaced, if there is such a change. */
  default Optional<Value.Obj> replacing() {
    return Optional.empty();
  }

  /** Returns configurations that validation must refuse. */
  default List<Value.Obj> invalid() {
    return List.of();
  }

  /** Counts the objects of the type in the world; empty where the world has none to count. */
  default OptionalInt objects() throws Exception {
    return OptionalInt.empty();
  }

  /** Returns the identifier by which an applied object is imported; empty if the type cannot. */
  default Optional<String> importId(Value.Obj applied) {
    return Optional.empty();
  }

  /** Returns the attributes that an import cannot find out, such as passwords. */
  default Set<String> notImported() {
    return Set.of();
  }

  /** Makes an object of each type that this one takes over, in the world of this subject. */
  default List<Foreign> foreign() throws Exception {
    return List.of();
  }

  /**
   * An object of another type.
   *
   * @param recorded what its own type recorded of it
   * @param configuration one of the type under test with which nothing is left to do
   */
  record Foreign(String type, int schemaVersion, Value.Obj recorded, Value.Obj configuration) {}

  /**
   * Changes the applied object behind k3form's back, so that the next plan must mend it.
   *
   * @return whether the world can be changed so
   */
  default boolean drift(Value.Obj applied) throws Exception {
    return false;
  }

  /**
   * Breaks the world, so that every operation fails, to see what failures say.
   *
   * @return whether the world can be broken so
   */
  default boolean breakDown() throws Exception {
    return false;
  }

  /** Ends the world. */
  @Override
  default void close() throws IOException {}
}
