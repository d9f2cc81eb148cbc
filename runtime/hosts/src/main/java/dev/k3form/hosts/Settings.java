package dev.k3form.hosts;

import java.time.Duration;

/**
 * How connections behave, the same for all hosts of a pool.
 *
 * @param channels how many commands may run on one connection at a time; OpenSSH's MaxSessions is
 *     10 unless configured
 * @param keepAliveInterval how often a silent peer is asked for a sign of life
 * @param keepAliveCount how many questions may stay unanswered before the connection counts as lost
 * @param stateDirectory where root's transactions are noted on a host while they are under way
 */
public record Settings(
    int channels, Duration keepAliveInterval, int keepAliveCount, String stateDirectory) {

  /** Returns 8 channels, a dead peer noticed after about 30 seconds. */
  public static Settings defaults() {
    return new Settings(8, Duration.ofSeconds(10), 3, RemotePaths.STATE_DIRECTORY);
  }

  public Settings withStateDirectory(String directory) {
    return new Settings(channels, keepAliveInterval, keepAliveCount, directory);
  }

  public Settings withKeepAlive(Duration interval, int count) {
    return new Settings(channels, interval, count, stateDirectory);
  }
}
