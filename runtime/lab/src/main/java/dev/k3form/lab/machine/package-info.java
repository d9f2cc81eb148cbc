/** What the data centre asks of the thing that runs a VM, and a runtime that only pretends. */
@NullMarked
package dev.k3form.lab.machine;

import org.jspecify.annotations.NullMarked;
