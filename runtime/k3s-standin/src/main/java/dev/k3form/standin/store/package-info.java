/**
 * Where objects are kept: one interface, whether the datastore is etcd's, PostgreSQL's or a file.
 */
@NullMarked
package dev.k3form.standin.store;

import org.jspecify.annotations.NullMarked;
