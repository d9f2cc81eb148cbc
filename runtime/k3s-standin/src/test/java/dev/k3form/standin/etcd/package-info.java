/** What members of etcd do to each other, without a network. */
package dev.k3form.standin.etcd;
