/** The state behind the API: VMs with their options and locks, volumes, tasks. Knows no HTTP. */
@NullMarked
package dev.k3form.lab.datacenter;

import org.jspecify.annotations.NullMarked;
