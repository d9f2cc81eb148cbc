package dev.k3form.hosts;

/** The services that k3form sets up from a distribution's own packages. */
public enum Software {
  HAPROXY,
  KEEPALIVED,
  /** nginx with its stream module. */
  NGINX_STREAM,
  POSTGRESQL,
  MARIADB
}
