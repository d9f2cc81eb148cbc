package dev.k3form.standin.store;

/** Why a change is not made. */
public enum Refusal {
  NONE,
  EXISTS,
  CHANGED,
  DUPLICATE_NODE_NAME,
  TOO_MANY_LEARNERS,
  NO_SUCH_MEMBER,
  WOULD_LOSE_QUORUM
}
