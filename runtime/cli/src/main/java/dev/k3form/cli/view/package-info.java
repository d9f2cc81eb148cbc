/** How plans, events and records are shown: to people, and as JSON. */
@NullMarked
package dev.k3form.cli.view;

import org.jspecify.annotations.NullMarked;
