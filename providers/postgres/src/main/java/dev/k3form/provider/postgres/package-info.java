/**
 * PostgreSQL on a machine: the server with its TLS and its pg_hba rules, roles, databases.
 *
 * <p>Files and packages go over SSH; SQL goes over JDBC through a channel of the same connection.
 */
@NullMarked
package dev.k3form.provider.postgres;

import org.jspecify.annotations.NullMarked;
