package dev.k3form.state.journal;

/**
 * Something that was recorded and is on its way to the disk.
 *
 * <p>Whatever is recorded later becomes durable later or together with it, never before it. So the
 * next operation may begin at once: its intent, which is durable before its effect, takes this one
 * along.
 */
@FunctionalInterface
public interface Durable {
  /** Is durable already. */
  Durable NOW = () -> {};

  /**
   * Returns when it is durable.
   *
   * @throws dev.k3form.state.StateException if it could not be written; nothing more is then
   */
  void await();
}
