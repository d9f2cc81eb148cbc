# What is asked of a cluster on its machine: server.sh VERB VERSION ARGUMENTS...
export LC_ALL=C
verb=$1 version=$2
shift 2
etc=/etc/postgresql/$version/main
pid=/var/lib/postgresql/$version/main/postmaster.pid
log=/var/log/postgresql/postgresql-$version-main.log
cd /

as_postgres() { runuser -u postgres -- "$@"; }

# The running server's own file says where it listens: its configuration may have changed since.
sql() {
  as_postgres psql -X -q -tA -v ON_ERROR_STOP=1 -d postgres \
    -h "$(sed -n 5p "$pid")" -p "$(sed -n 4p "$pid")" -f - "$@"
}

fail() { printf '%s\n' "$1" >&2; exit 1; }

# What the server said last, without statements, which may hold verifiers.
unwell() {
  printf '%s\n' "$1" >&2
  tail -n 60 "$log" 2>/dev/null | grep -E ' (LOG|WARNING|FATAL|PANIC|HINT|DETAIL):' \
    | grep -v statement: | tail -n 6 >&2
  exit 1
}

case $verb in
run)
  sql "$@"
  ;;
check)
  # As at a start: names and values of all parameters.
  said=$(as_postgres "/usr/lib/postgresql/$version/bin/postgres" -C port -D "${pid%/*}" \
    -c config_file="$etc/postgresql.conf" 2>&1 >/dev/null) || fail "$said"
  # The server would go on with its old certificate and fail at its next start.
  for pem in "$etc/k3form-server.crt" "$etc/k3form-ca.crt"; do
    [ ! -f "$pem" ] || openssl x509 -noout -in "$pem" 2>/dev/null || fail "$pem is not a certificate"
  done
  if [ -f "$etc/k3form-server.crt" ]; then
    [ "$(openssl x509 -noout -pubkey -in "$etc/k3form-server.crt")" \
      = "$(openssl pkey -pubout -in "$etc/k3form-server.key" 2>/dev/null)" ] \
      || fail 'the private key is not the one of the certificate'
  fi
  # pg_hba.conf as it is on the disk; only a server that runs can tell.
  [ -f "$pid" ] || exit 0
  said=$(sql <<'SQL'
select 'line ' || line_number || ' of pg_hba.conf: ' || error from pg_hba_file_rules
 where error is not null order by line_number
SQL
  ) || exit 1
  [ -z "$said" ] || fail "$said"
  ;;
health)
  # ADDRESS:PORT where TLS is shown, or nothing; then the files that must have been loaded.
  tls=$1
  shift
  written=$(stat -c %.9Y -- "${pid%/*}/postgresql.auto.conf" "$@" | sort -n | tail -n 1)
  loaded=$(echo "select pg_conf_load_time() >= to_timestamp($written)" | sql 2>&1) || unwell "$loaded"
  if [ "$loaded" != t ]; then
    echo 'select pg_reload_conf()' | sql >/dev/null 2>&1
    unwell 'the server has not read its files again'
  fi
  [ -n "$tls" ] || exit 0
  wanted=$(openssl x509 -noout -fingerprint -sha256 -in "$etc/k3form-server.crt" 2>&1) || fail "$wanted"
  shown=$(openssl s_client -starttls postgres -connect "$tls" </dev/null 2>/dev/null \
    | openssl x509 -noout -fingerprint -sha256 2>/dev/null)
  [ "$shown" = "$wanted" ] || unwell "the server does not show the new certificate at $tls"
  ;;
manager)
  # What the running server knows of the managing role's password; a word if that is nothing.
  [ -f "$pid" ] || exit 0
  sql -v role="$1" <<'SQL'
select coalesce(max(rolpassword), 'none') from pg_authid where rolname = :'role' and rolsuper and rolcanlogin
SQL
  ;;
overridden)
  # Parameters of ours that the running server takes from elsewhere, such as ALTER SYSTEM.
  [ -f "$pid" ] || exit 0
  sql -v ours="$1" <<'SQL'
select name from pg_settings
 where name = any(string_to_array(:'ours', ','))
   and sourcefile is not null and sourcefile not like '%/conf.d/90-k3form.conf'
 order by name
SQL
  ;;
esac
