package dev.k3form.provider.postgres;

import dev.k3form.hosts.Command;
import dev.k3form.hosts.Host;
import dev.k3form.spi.schema.SecretString;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The role by which k3form manages a server. It gets in through the Unix domain socket only, with a
 * password that the state alone knows; the server is given the verifier.
 */
final class Manager {
  static final String ROLE = "k3form_admin";
  private static final int PASSWORD_BYTES = 24;

  private Manager() {}

  static SecretString newPassword(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return new SecretString(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Makes the role, or gives it its password again. The verifier goes on standard input. */
  static void make(Host host, Cluster cluster, SecretString password, SecureRandom random) {
    String sql =
        """
        do $k3form$ begin
          if not exists (select from pg_roles where rolname = '%1$s') then
            create role %1$s;
          end if;
        end $k3form$;
        alter role %1$s superuser login password '%2$s';
        comment on role %1$s is 'used by k3form to manage this server';
        """
            .formatted(ROLE, ScramVerifier.of(password, random));
    host.run(command("make the role that manages PostgreSQL", cluster, sql).keptSecret());
  }

  /** Drops the role; one that has come to own something only loses its way in. */
  static void drop(Host host, Cluster cluster) {
    String sql =
        """
        do $k3form$ begin
          drop role if exists %1$s;
        exception when dependent_objects_still_exist then
          alter role %1$s nologin password null;
        end $k3form$;
        """
            .formatted(ROLE);
    host.run(command("drop the role that manages PostgreSQL", cluster, sql));
  }

  private static Command command(String title, Cluster cluster, String sql) {
    return Command.script(title, ServerScript.program(), "run", cluster.version()).withStdin(sql);
  }
}
