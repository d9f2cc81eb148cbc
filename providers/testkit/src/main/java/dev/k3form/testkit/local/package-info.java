/** What tests use of the computer that they run on: its programs, a PostgreSQL of their own. */
@NullMarked
package dev.k3form.testkit.local;

import org.jspecify.annotations.NullMarked;
