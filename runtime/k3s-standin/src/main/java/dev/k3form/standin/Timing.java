package dev.k3form.standin;

import java.time.Duration;

/**
 * How long things take. Those of the real k3s are kept where somebody's patience is tested by them;
 * tests shorten them.
 *
 * @param heartbeat how often a node says that it lives
 * @param grace how long a node may be silent before it is NotReady
 * @param retry the pause between attempts to reach a server or a database
 * @param promotion how long a started etcd member stays a learner (the real one takes 5 to 10 s)
 * @param poll how often etcd members look at each other
 * @param silence how long a member may be silent before it counts as dead
 * @param patience how long a server goes on without its datastore before it ends
 */
public record Timing(
    Duration heartbeat,
    Duration grace,
    Duration retry,
    Duration promotion,
    Duration poll,
    Duration silence,
    Duration patience) {

  public static Timing real() {
    return new Timing(
        Duration.ofSeconds(10),
        Duration.ofSeconds(40),
        Duration.ofSeconds(2),
        Duration.ofMillis(1500),
        Duration.ofMillis(400),
        Duration.ofMillis(1600),
        Duration.ofSeconds(30));
  }

  /** The same, but for how long a member stays a learner. */
  public Timing withPromotion(Duration other) {
    return new Timing(heartbeat, grace, retry, other, poll, silence, patience);
  }
}
