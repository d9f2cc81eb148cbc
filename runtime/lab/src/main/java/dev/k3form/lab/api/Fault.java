package dev.k3form.lab.api;

import java.time.Duration;
import java.util.Map;

/**
 * Something that goes wrong with one request, switched on by a test through {@link Faults}. Each is
 * a thing that happens to users of the real API; section 1.8 and 3 of the reference name the cases.
 */
public sealed interface Fault {

  /** Text of the error that follows a flock on a VM that is held too long. */
  static Fault vmLockTimeout(int vmid) {
    return new TaskFails(
        "can't lock file '/var/lock/qemu-server/lock-" + vmid + ".conf' - got timeout");
  }

  /** Text of the error that follows a storage lock that is held too long. */
  static Fault storageLockTimeout(String storage) {
    return new TaskFails(
        "clone failed: can't lock file '/var/lock/pve-manager/pve-storage-"
            + storage
            + "' - got timeout");
  }

  /** pveproxy loses pvedaemon after the effect: HTTP 596, the outcome unknown to the client. */
  static Fault lostAnswer() {
    return new AnswerAfterEffect(596, "Connection timed out");
  }

  /** pveproxy does not reach pvedaemon: HTTP 595, nothing happened. */
  static Fault unreachableDaemon() {
    return new AnswerInstead(595, "Connection refused", Map.of());
  }

  /** The worker ends with this text and without effect. */
  record TaskFails(String exitStatus) implements Fault {}

  /** The worker does its work and ends in {@code WARNINGS: count}. */
  record TaskWarns(int count) implements Fault {}

  /** The worker begins late. */
  record SlowTask(Duration delay) implements Fault {}

  /** The worker dies as by kill -9 once its VM exists with its lock: {@code unexpected status}. */
  record WorkerKilled() implements Fault {}

  /** Another client takes the VM id after the request was accepted and before the worker runs. */
  record IdRaceLost() implements Fault {}

  /** The call waits for its task and answers null where a task id is expected. */
  record NullTaskId() implements Fault {}

  /** The answer comes late. */
  record SlowAnswer(Duration delay) implements Fault {}

  /** The request is carried out, then this is answered. */
  record AnswerAfterEffect(int status, String reason) implements Fault {}

  /** The request is not carried out; this is answered. */
  record AnswerInstead(int status, String reason, Map<String, String> errors) implements Fault {
    public AnswerInstead {
      errors = Map.copyOf(errors);
    }
  }

  /** The connection ends without an answer, before or after the effect. */
  record ConnectionLost(boolean afterEffect) implements Fault {}

  /** The resource list shows VMs without name and with status unknown, as after a node's start. */
  record StaleResources() implements Fault {}

  /** The guest agent does not answer, with this error. */
  record AgentSilent(String message) implements Fault {}
}
