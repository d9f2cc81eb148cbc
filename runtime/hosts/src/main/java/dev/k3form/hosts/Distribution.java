package dev.k3form.hosts;

import java.util.List;
import java.util.Optional;

/**
 * What a family of distributions calls a software: packages, unit, main configuration file, the
 * file with the daemon's options, and the user that the daemon runs as. The one table of names that
 * differ.
 *
 * @param packages to install
 * @param unit the systemd unit
 * @param configuration the main configuration file
 * @param options the environment file that the unit reads; empty where it has none
 * @param user the daemon's user
 */
public record Distribution(
    List<String> packages,
    String unit,
    String configuration,
    Optional<String> options,
    String user) {

  /** Returns the names in a family; empty where k3form knows no package of it. */
  public static Optional<Distribution> of(Family family, Software software) {
    return switch (family) {
      case DEBIAN -> Optional.of(debian(software));
      case RHEL -> Optional.of(rhel(software));
      case SUSE -> Optional.of(suse(software));
      case OTHER -> Optional.empty();
    };
  }

  private static Distribution debian(Software software) {
    return switch (software) {
      case HAPROXY ->
          of("haproxy", "/etc/haproxy/haproxy.cfg", "/etc/default/haproxy", "haproxy", "haproxy");
      case KEEPALIVED ->
          of(
              "keepalived",
              "/etc/keepalived/keepalived.conf",
              "/etc/default/keepalived",
              "root",
              "keepalived");
      case NGINX_STREAM ->
          of(
              "nginx",
              "/etc/nginx/nginx.conf",
              "/etc/default/nginx",
              "www-data",
              "nginx",
              "libnginx-mod-stream");
      case POSTGRESQL -> of("postgresql", "/etc/postgresql", "", "postgres", "postgresql");
      case MARIADB -> of("mariadb", "/etc/mysql/mariadb.conf.d", "", "mysql", "mariadb-server");
    };
  }

  private static Distribution rhel(Software software) {
    return switch (software) {
      case HAPROXY ->
          of("haproxy", "/etc/haproxy/haproxy.cfg", "/etc/sysconfig/haproxy", "haproxy", "haproxy");
      case KEEPALIVED ->
          of(
              "keepalived",
              "/etc/keepalived/keepalived.conf",
              "/etc/sysconfig/keepalived",
              "root",
              "keepalived");
      case NGINX_STREAM ->
          of("nginx", "/etc/nginx/nginx.conf", "", "nginx", "nginx", "nginx-mod-stream");
      case POSTGRESQL ->
          of("postgresql", "/var/lib/pgsql/data", "", "postgres", "postgresql-server");
      case MARIADB -> of("mariadb", "/etc/my.cnf.d", "", "mysql", "mariadb-server");
    };
  }

  private static Distribution suse(Software software) {
    return switch (software) {
      case HAPROXY -> of("haproxy", "/etc/haproxy/haproxy.cfg", "", "haproxy", "haproxy");
      case KEEPALIVED ->
          of(
              "keepalived",
              "/etc/keepalived/keepalived.conf",
              "/etc/sysconfig/keepalived",
              "root",
              "keepalived");
      case NGINX_STREAM -> of("nginx", "/etc/nginx/nginx.conf", "", "nginx", "nginx");
      case POSTGRESQL ->
          of("postgresql", "/var/lib/pgsql/data", "", "postgres", "postgresql-server");
      case MARIADB -> of("mariadb", "/etc/my.cnf.d", "", "mysql", "mariadb");
    };
  }

  private static Distribution of(
      String unit, String configuration, String options, String user, String... packages) {
    return new Distribution(
        List.of(packages),
        unit + ".service",
        configuration,
        options.isEmpty() ? Optional.empty() : Optional.of(options),
        user);
  }
}
