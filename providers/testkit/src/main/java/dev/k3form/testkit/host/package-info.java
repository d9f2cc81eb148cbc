/** Machines that exist in memory only, for the contract tests of providers that use machines. */
@NullMarked
package dev.k3form.testkit.host;

import org.jspecify.annotations.NullMarked;
