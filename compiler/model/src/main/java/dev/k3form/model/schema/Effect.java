package dev.k3form.model.schema;

/** What a change of an argument does to the object that exists. */
public enum Effect {
  /** Nothing is interrupted. */
  UPDATE,
  /** The service reads its configuration again; connections live on. */
  RELOAD,
  /** The service or machine is restarted. */
  RESTART,
  /** The object is destroyed and created again. */
  REPLACE
}
