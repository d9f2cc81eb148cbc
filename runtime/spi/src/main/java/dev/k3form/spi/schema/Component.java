package dev.k3form.spi.schema;

import dev.k3form.model.schema.Effect;
import dev.k3form.model.schema.Presence;
import dev.k3form.model.type.Type;
import dev.k3form.model.value.Value;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record that describes a block, read once from its annotations.
 *
 * @param name the attribute's or block's name in the language
 * @param block the annotation, if it is written as nested blocks
 */
record Component(
    String name,
    RecordComponent java,
    Type type,
    Presence presence,
    Optional<Value> defaultValue,
    boolean secret,
    @Nullable Argument argument,
    @Nullable Computed computed,
    @Nullable Block block) {

  /** Annotations never change, and reading them costs more than planning a resource. */
  private static final ClassValue<List<Component>> READ =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> record) {
          return Arrays.stream(record.getRecordComponents()).map(Component::of).toList();
        }
      };

  static List<Component> of(Class<? extends Record> record) {
    return READ.get(record);
  }

  private static Component of(RecordComponent java) {
    Argument argument = java.getAnnotation(Argument.class);
    Computed computed = java.getAnnotation(Computed.class);
    Block block = java.getAnnotation(Block.class);
    String given = block != null ? block.name() : argument != null ? argument.name() : "";
    String name = given.isEmpty() ? Names.snake(java.getName()) : given;
    Type type = JavaTypes.typeOf(java.getGenericType());
    if (argument != null && argument.oneOf().length > 0) {
      type = JavaTypes.choice(type, List.of(argument.oneOf()));
    }
    Optional<Value> defaultValue =
        argument == null || argument.defaultValue().isEmpty()
            ? Optional.empty()
            : Optional.of(Defaults.parse(argument.defaultValue(), type));
    boolean secret =
        java.getType() == SecretString.class
            || (argument != null && argument.secret())
            || (computed != null && computed.secret());
    return new Component(
        name,
        java,
        type,
        presence(java, argument, computed, block),
        defaultValue,
        secret,
        argument,
        computed,
        block);
  }

  private static Presence presence(
      RecordComponent java,
      @Nullable Argument argument,
      @Nullable Computed computed,
      @Nullable Block block) {
    if (computed != null) {
      return Presence.COMPUTED;
    }
    if (block != null) {
      return Presence.OPTIONAL;
    }
    if (argument != null && argument.computed()) {
      return Presence.OPTIONAL_COMPUTED;
    }
    boolean optional =
        java.getAnnotatedType().isAnnotationPresent(Nullable.class)
            || (argument != null && !argument.defaultValue().isEmpty());
    return optional ? Presence.OPTIONAL : Presence.REQUIRED;
  }

  Effect effect() {
    return argument == null ? Effect.UPDATE : argument.effect();
  }

  String doc() {
    return argument != null
        ? argument.doc()
        : computed != null ? computed.doc() : block != null ? block.doc() : "";
  }

  /** Returns the record that a nested block or an object is bound to. */
  Optional<Class<? extends Record>> recordClass() {
    java.lang.reflect.Type generic = java.getGenericType();
    if (generic instanceof ParameterizedType parameterized) {
      java.lang.reflect.Type[] arguments = parameterized.getActualTypeArguments();
      generic = arguments[arguments.length - 1];
    }
    return generic instanceof Class<?> c && c.isRecord() && c != ByteSize.class
        ? Optional.of(c.asSubclass(Record.class))
        : Optional.empty();
  }

  boolean isNullable() {
    return java.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
