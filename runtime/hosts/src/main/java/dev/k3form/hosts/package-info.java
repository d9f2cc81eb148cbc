/**
 * A Linux machine over SSH: the only room that opens connections to machines and runs anything on
 * them.
 *
 * <p>{@link dev.k3form.hosts.Hosts} keeps one verified connection per {@link
 * dev.k3form.hosts.HostSpec}; a {@link dev.k3form.hosts.Host} runs {@link
 * dev.k3form.hosts.Command}s, answers an {@link dev.k3form.hosts.Inspection} in one round trip and
 * applies a {@link dev.k3form.hosts.Transaction} that either takes effect as a whole or puts the
 * old files back. The package knows nothing of plans, state or providers.
 *
 * <p>Secrets travel on standard input only. Every failure is a {@link
 * dev.k3form.hosts.HostException} that says what was attempted, on which host, what the host
 * answered and how to go on.
 */
@NullMarked
package dev.k3form.hosts;

import org.jspecify.annotations.NullMarked;
