/** Whole stand-ins in this process, on loopback addresses and in temporary directories. */
package dev.k3form.standin;
