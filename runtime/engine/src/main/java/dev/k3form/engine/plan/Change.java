package dev.k3form.engine.plan;

import dev.k3form.model.address.AttributePath;
import dev.k3form.model.address.ResourceAddress;
import dev.k3form.model.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What happens to one object.
 *
 * <p>Values before are those that were read now; values after may be unknown in part. A move or an
 * import is not a change of its own: {@link About#movedFrom} and {@link About#importId} say it, and
 * the change says what happens besides, which may be nothing.
 */
public sealed interface Change {
  /** What every change says of itself. */
  About about();

  /** Returns the attributes as they are. */
  Optional<Value.Obj> before();

  /** Returns the attributes as they will be. */
  Optional<Value.Obj> after();

  /** Returns the instance. */
  default ResourceAddress address() {
    return about().address();
  }

  /** The object is made. */
  record Create(About about, Value.Obj planned) implements Change {
    @Override
    public Optional<Value.Obj> before() {
      return Optional.empty();
    }

    @Override
    public Optional<Value.Obj> after() {
      return Optional.of(planned);
    }
  }

  /** A creation that was begun goes on. */
  record Resume(About about, Value.Obj found, Value.Obj planned) implements Change {
    @Override
    public Optional<Value.Obj> before() {
      return Optional.of(found);
    }

    @Override
    public Optional<Value.Obj> after() {
      return Optional.of(planned);
    }
  }

  /** The object is changed in place. */
  record Update(About about, Value.Obj prior, Value.Obj planned) implements Change {
    @Override
    public Optional<Value.Obj> before() {
      return Optional.of(prior);
    }

    @Override
    public Optional<Value.Obj> after() {
      return Optional.of(planned);
    }
  }

  /**
   * The object is deleted and another is made in its place.
   *
   * @param because the attributes that cannot be changed in place; empty if another reason stands
   */
  record Replace(
      About about, Value.Obj prior, Value.Obj planned, Order order, List<AttributePath> because)
      implements Change {
    /** Which comes first. */
    public enum Order {
      DELETE_FIRST,
      CREATE_FIRST
    }

    /** Copies the list. */
    public Replace {
      because = List.copyOf(because);
    }

    @Override
    public Optional<Value.Obj> before() {
      return Optional.of(prior);
    }

    @Override
    public Optional<Value.Obj> after() {
      return Optional.of(planned);
    }
  }

  /** The object is deleted. */
  record Delete(About about, Value.Obj prior) implements Change {
    @Override
    public Optional<Value.Obj> before() {
      return Optional.of(prior);
    }

    @Override
    public Optional<Value.Obj> after() {
      return Optional.empty();
    }
  }

  /** An object that was replaced by an earlier apply is deleted. */
  record DeleteDeposed(About about, String id, Value.Obj prior) implements Change {
    @Override
    public Optional<Value.Obj> before() {
      return Optional.of(prior);
    }

    @Override
    public Optional<Value.Obj> after() {
      return Optional.empty();
    }
  }

  /** The state forgets the object, which stays. */
  record Forget(About about, Value.Obj prior) implements Change {
    @Override
    public Optional<Value.Obj> before() {
      return Optional.of(prior);
    }

    @Override
    public Optional<Value.Obj> after() {
      return Optional.empty();
    }
  }

  /**
   * The object stays as it is.
   *
   * @param recorded whether its record is written again, since what was read, its dependencies or
   *     its lifecycle differ from what is recorded
   */
  record NoOp(About about, Value.Obj values, boolean recorded) implements Change {
    @Override
    public Optional<Value.Obj> before() {
      return Optional.of(values);
    }

    @Override
    public Optional<Value.Obj> after() {
      return Optional.of(values);
    }
  }

  /** A data source is read during apply. */
  record Read(About about, Value.Obj planned) implements Change {
    @Override
    public Optional<Value.Obj> before() {
      return Optional.empty();
    }

    @Override
    public Optional<Value.Obj> after() {
      return Optional.of(planned);
    }
  }

  /** Reports whether the user has something to decide about. */
  default boolean isVisible() {
    return !(this instanceof NoOp) || about().enters();
  }
}
