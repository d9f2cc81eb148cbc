/**
 * The contract that every resource type keeps, as tests, and the fakes that it is tested with.
 *
 * <p>A provider's test extends {@link dev.k3form.testkit.ProviderContract} once for each of its
 * types and gives it a {@link dev.k3form.testkit.Subject}: the type, a world to act on, and
 * configurations. {@link dev.k3form.testkit.RecordingContext} stands in for the engine.
 */
@NullMarked
package dev.k3form.testkit;

import org.jspecify.annotations.NullMarked;
