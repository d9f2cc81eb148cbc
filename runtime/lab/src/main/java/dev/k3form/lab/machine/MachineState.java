package dev.k3form.lab.machine;

import java.time.Instant;

/** Whether a machine runs. */
public sealed interface MachineState {

  record Stopped() implements MachineState {}

  record Running(long pid, Instant since) implements MachineState {}

  default boolean running() {
    return this instanceof Running;
  }
}
