# The steps of a transaction. A generated main() calls them in order; the contents of files follow
# on standard input. Each report is one line, free text in base64, the last line is `complete`.
#
# $state/transactions/NAME exists while a transaction is under way. Its journal holds the calls that
# undo what was done so far, the last first; each is written before the step that it undoes.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH="$PATH:/usr/sbin:/sbin"
umask 077
# Whoever asked may go away; what has begun is finished or undone all the same.
trap '' HUP PIPE

encode() { base64 | tr -d '\n'; }
words() { printf '%s' "$1" | encode; }

# Runs a program, never a function of ours, without our input and without the lock, which it may
# outlive.
run() { command "$@" </dev/null 9>&-; }

# ---- beginning and end ----

# begin STATE NAME SECONDS: takes the host's lock and undoes an interrupted transaction.
begin() {
  swapped= changed= touched= recovered= reload_manager= undo_errors= began=$(date +%s)
  state=$1
  [ "$(id -u)" = 0 ] || state=${XDG_STATE_HOME:-$HOME/.local/state}/k3form
  mark=$state/transactions/$2
  mkdir -p "$state/transactions" && chmod 700 "$state" || stop LOCK "$state" 'cannot be written'
  exec 9>>"$state/lock"
  flock -w "$3" 9 || stop LOCK "$state/lock" 'another transaction on this host does not end'
  unguard_services
  if [ -s "$mark/journal" ]; then
    undo_files
    [ -z "$undo_errors" ] || stop RECOVER "$2" "$undo_errors"
    # Units may run with what was just put back, or not; they are treated as changed.
    recovered=1
    echo recovered
  elif [ -e "$mark/swapped" ]; then
    recovered=1
  fi
  changed=$recovered
  remove_staged
  rm -rf "$mark/spool"
  mkdir -p "$mark/spool" || stop LOCK "$mark" 'cannot be written'
  [ -z "$changed" ] || : > "$mark/swapped"
}

# stop STEP SUBJECT WORDS: ends before anything was done.
stop() {
  printf 'failed %s %s +%s\n' "$1" "$(words "$2")" "$(words "$3")"
  echo 'aftermath UNTOUCHED +'
  echo complete
  exit 3
}

# fail STEP SUBJECT WORDS: undoes everything and ends.
fail() {
  printf 'failed %s %s +%s\n' "$1" "$(words "$2")" "$(words "$3")"
  undo_files
  [ -z "$touched" ] || undo_units
  remove_staged
  if [ -n "$undo_errors" ]; then
    printf 'aftermath PUT_BACK_INCOMPLETE +%s\n' "$(words "$undo_errors")"
  else
    if [ -n "$recovered" ] && [ -z "$touched" ]; then
      # What the units loaded before the interruption is still not known: the mark stays.
      rm -rf "$mark/spool" "$mark/journal"
    else
      rm -rf "$mark"
    fi
    if [ -n "$swapped$touched" ]; then echo 'aftermath PUT_BACK +'; else echo 'aftermath UNTOUCHED +'; fi
  fi
  echo complete
  exit 3
}

# commit: the new state is the state.
commit() {
  rm -f "$mark/journal"
  remove_staged
  rm -rf "$mark"
  sync "$state/transactions" 2>/dev/null
}

# late_removal NUMBER PATH: a directory goes last, when nothing of ours is in it any more.
late_removal() {
  [ -d "$2" ] && [ ! -L "$2" ] || return 0
  rmdir "$2" 2>/dev/null || echo "file $1 UNCHANGED"
}

# ---- the journal ----

# note CALL: writes down how to undo the step that comes next.
note() {
  { printf '%s\n' "$1"; [ ! -e "$mark/journal" ] || cat "$mark/journal"; } > "$mark/journal.part" \
    && mv -f "$mark/journal.part" "$mark/journal" && sync "$mark/journal" "$mark"
}

undo_files() {
  [ -s "$mark/journal" ] || return 0
  . "$mark/journal"
  [ -n "$undo_errors" ] || rm -f "$mark/journal"
}

trouble() { undo_errors="${undo_errors:+$undo_errors; }$1"; }

# The calls that the journal is made of. Each may run when its step was not done, or twice.
put_back() { # PATH OLD
  [ ! -e "$2" ] && [ ! -L "$2" ] || mv -fT "$2" "$1" || trouble "$1"
  sync "${1%/*}/" 2>/dev/null
}
un_create() { # PATH NEW: NEW is gone exactly if it has become PATH
  [ -e "$2" ] || [ -L "$2" ] || rm -f "$1" || trouble "$1"
}
un_directory() { # PATH; if others have begun to use it, it stays
  rm -rf -- "$1/.k3form-new=${mark##*/}="*
  rmdir "$1" 2>/dev/null || :
}
re_directory() { # PATH MODE UID GID
  [ -d "$1" ] || mkdir "$1" || { trouble "$1"; return 0; }
  chown "$3:$4" "$1" && chmod "$2" "$1" || trouble "$1"
}

# ---- receiving ----

# receive NUMBER SIZE SHA256: takes a file's content off standard input.
receive() {
  head -c "$2" > "$mark/spool/$1" || fail STAGE upload 'cannot write to the disk'
  sum=$(sha256sum < "$mark/spool/$1")
  [ "${sum%% *}" = "$3" ] || fail STAGE upload 'the content did not arrive completely'
}

# ---- packages ----

guard=/usr/sbin/policy-rc.d

# Keeps packages from starting services before their files are in place.
guard_services() {
  [ -d /run/systemd/system ] && [ ! -e "$guard" ] || return 0
  printf '#!/bin/sh\n# k3form: while packages are installed\nexit 101\n' > "$guard"
  chmod 755 "$guard"
}
unguard_services() {
  if [ -f "$guard" ] && grep -q '^# k3form: while' "$guard" 2>/dev/null; then rm -f "$guard"; fi
}

installed_version() { # NAME
  if command -v dpkg-query >/dev/null 2>&1; then
    dpkg-query -W -f '${db:Status-Abbrev} ${Version}\n' -- "$1" 2>/dev/null \
      | sed -n 's/^.i. *//p' | head -n 1
  else
    rpm -q -- "$1" >/dev/null 2>&1 && rpm -q --qf '%{VERSION}-%{RELEASE}\n' -- "$1" | head -n 1
  fi
}

# package_goal NUMBER present|absent NAME VERSION
package_goal() {
  version=$(installed_version "$3")
  if [ "$2" = present ] && { [ -z "$version" ] || { [ -n "$4" ] && [ "$4" != "$version" ]; }; }; then
    if [ -z "$4" ]; then install="$install $3"
    elif command -v dnf >/dev/null 2>&1; then install="$install $3-$4"
    else install="$install $3=$4"; fi
    echo "package $1 INSTALLED"
  elif [ "$2" = absent ] && [ -n "$version" ]; then
    remove="$remove $3"
    echo "package $1 REMOVED"
  else
    echo "package $1 UNCHANGED"
  fi
}

settle_packages() {
  [ -n "$install$remove" ] || return 0
  log=$mark/packages.log
  if command -v apt-get >/dev/null 2>&1; then with_apt
  elif command -v dnf >/dev/null 2>&1; then with_dnf
  elif command -v zypper >/dev/null 2>&1; then with_zypper
  else fail PACKAGES 'package manager' 'this host has neither apt-get nor dnf nor zypper'; fi
}

# The package names were checked before they were sent: they hold no character the shell minds.
with_apt() {
  [ -z "$(dpkg --audit 2>/dev/null)" ] \
    || run dpkg --force-confold --configure -a >"$log" 2>&1 || package_trouble dpkg
  guard_services
  if [ -n "$install" ]; then
    apt --no-install-recommends install $install \
      || { apt update && apt --no-install-recommends install $install; } \
      || { unguard_services; package_trouble "apt-get install$install"; }
  fi
  if [ -n "$remove" ]; then
    apt remove $remove || { unguard_services; package_trouble "apt-get remove$remove"; }
  fi
  unguard_services
}

# apt ARGUMENTS: waits for whoever else holds apt's or dpkg's lock.
apt() {
  tries=0
  until run apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef \
    -o Dpkg::Options::=--force-confold --allow-downgrades "$@" >"$log" 2>&1; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] && grep -q 'Could not get lock' "$log" || return 1
    sleep 3
  done
}

with_dnf() {
  [ -z "$install" ] || run dnf -y -q install $install >"$log" 2>&1 || package_trouble "dnf install$install"
  [ -z "$remove" ] || run dnf -y -q remove $remove >"$log" 2>&1 || package_trouble "dnf remove$remove"
}

with_zypper() {
  export ZYPP_LOCK_TIMEOUT=300
  [ -z "$install" ] || run zypper --non-interactive --quiet install --no-recommends $install \
    >"$log" 2>&1 || package_trouble "zypper install$install"
  [ -z "$remove" ] || run zypper --non-interactive --quiet remove $remove \
    >"$log" 2>&1 || package_trouble "zypper remove$remove"
}

package_trouble() { fail PACKAGES "$1" "$(grep -v '^$' "$log" | tail -n 15)"; }

# ---- staging ----

# parent PATH UNDO: makes a directory above a target where it is missing.
parent() {
  [ -d "$1" ] || { note "$2" && mkdir -m 755 "$1"; } || fail STAGE "$1" 'cannot be made'
}

# settle NUMBER CHANGE [PATH]: remembers and reports what happens at a path.
settle() {
  eval "change_$1=\$2"
  echo "file $1 $2"
  [ "$2" != UNCHANGED ] || return 0
  changed=1
  case ${3-} in */systemd/system/*|*/systemd/system.control/*) reload_manager=1 ;; esac
}

owners() { stat -c '%a %u %g' -- "$1"; }

# stage_file NUMBER PATH NEW MODE OWNER GROUP SHA256
stage_file() {
  [ ! -d "$2" ] || [ -L "$2" ] || fail STAGE "$2" 'is a directory'
  why=$({ rm -rf "$3" && mv "$mark/spool/$1" "$3" && chown -- "$5:$6" "$3" && chmod "$4" "$3"; } 2>&1) \
    || fail STAGE "$2" "$why"
  if [ ! -e "$2" ] && [ ! -L "$2" ]; then settle "$1" CREATED "$2"
  elif [ -L "$2" ] || [ ! -f "$2" ]; then settle "$1" UPDATED "$2"
  else
    sum=$(sha256sum < "$2")
    if [ "${sum%% *}" != "$7" ]; then settle "$1" UPDATED "$2"
    elif [ "$(owners "$2")" != "$(owners "$3")" ]; then settle "$1" ATTRIBUTES "$2"
    else settle "$1" UNCHANGED; fi
  fi
}

# stage_link NUMBER PATH NEW TARGET
stage_link() {
  [ ! -d "$2" ] || [ -L "$2" ] || fail STAGE "$2" 'is a directory'
  why=$({ rm -rf "$3" && ln -s -- "$4" "$3"; } 2>&1) || fail STAGE "$2" "$why"
  if [ -L "$2" ] && [ "$(readlink -n -- "$2"; echo .)" = "$(readlink -n -- "$3"; echo .)" ]; then
    settle "$1" UNCHANGED
  elif [ -e "$2" ] || [ -L "$2" ]; then settle "$1" UPDATED "$2"
  else settle "$1" CREATED "$2"; fi
}

# stage_directory NUMBER PATH MODE OWNER GROUP UN_DIRECTORY RE_DIRECTORY
stage_directory() {
  if [ -d "$2" ] && [ ! -L "$2" ]; then
    before=$(owners "$2")
    note "$7 $before"
    why=$({ chown -- "$4:$5" "$2" && chmod "$3" "$2"; } 2>&1) || fail STAGE "$2" "$why"
    if [ "$before" = "$(owners "$2")" ]; then settle "$1" UNCHANGED; else settle "$1" ATTRIBUTES; fi
  else
    note "$6"
    why=$({ mkdir "$2" && chown -- "$4:$5" "$2" && chmod "$3" "$2"; } 2>&1) || fail STAGE "$2" "$why"
    settle "$1" CREATED
  fi
}

# stage_removal NUMBER PATH
stage_removal() {
  if [ ! -e "$2" ] && [ ! -L "$2" ]; then settle "$1" UNCHANGED
  else settle "$1" REMOVED "$2"; fi
}

# ---- checking ----

# check STEP ACCEPTED ARGV...: a checker of the service, run only if there is something to check.
check() {
  [ -n "$changed" ] || return 0
  step=$1 accepted=$2
  shift 2
  said=$(run "$@" 2>&1)
  status=$?
  case " $accepted " in *" $status "*) return 0 ;; esac
  fail "$step" "$*" "${said:-exit status $status}"
}

# ---- swapping ----

# swap NUMBER PATH NEW OLD PUT_BACK UN_CREATE: renames the new file or link into place.
swap() {
  eval "change=\$change_$1"
  [ "$change" != UNCHANGED ] || return 0
  swapped=1
  : > "$mark/swapped"
  why=$(
    exec 2>&1
    [ -L "$3" ] || sync "$3" || exit 1
    if [ "$change" = CREATED ]; then
      note "$6" || exit 1
    else
      rm -rf "$4.part" "$4" && cp -a "$2" "$4.part" && { [ -L "$4.part" ] || sync "$4.part"; } || exit 1
      note "$5" && mv -fT "$4.part" "$4" || exit 1
    fi
    mv -fT "$3" "$2" && sync "${2%/*}/"
  ) || fail SWAP "$2" "$why"
  if command -v restorecon >/dev/null 2>&1; then run restorecon "$2" 2>/dev/null; fi
}

# swap_removal NUMBER PATH OLD PUT_BACK
swap_removal() {
  eval "change=\$change_$1"
  [ "$change" != UNCHANGED ] || return 0
  [ ! -d "$2" ] || [ -L "$2" ] || return 0
  swapped=1
  : > "$mark/swapped"
  why=$({ note "$4" && mv -fT "$2" "$3" && sync "${2%/*}/"; } 2>&1) || fail SWAP "$2" "$why"
}

# ---- units ----

property() { systemctl show -p "$2" --value -- "$1" 2>/dev/null; } # UNIT NAME
is_active() {
  case $(property "$1" ActiveState) in
    active|reloading) return 0 ;;
    activating) [ "$(property "$1" SubState)" != auto-restart ] ;;
    *) return 1 ;;
  esac
}
is_enabled() { case $(property "$1" UnitFileState) in enabled*) return 0 ;; esac; return 1; }

# remember NUMBER UNIT: what to put back if a later step fails.
remember() {
  eval "unit_$1=\$2 reloads_$1= touched_$1="
  if is_active "$2"; then eval "active_$1=1"; else eval "active_$1="; fi
  if is_enabled "$2"; then eval "enabled_$1=1"; else eval "enabled_$1="; fi
}

reload_manager() {
  [ -z "$reload_manager" ] || run systemctl daemon-reload || fail UNITS systemd 'daemon-reload failed'
}

# act NUMBER REPORT ARGUMENTS...: one systemctl call on a unit.
act() {
  number=$1 report=$2
  shift 2
  eval "touched_$number=1"
  touched=1
  : > "$mark/swapped"
  said=$(run systemctl "$@" 2>&1) || unit_trouble "$number" "$said"
  echo "unit $number $report"
}

unit_trouble() { # NUMBER WORDS
  eval "name=\$unit_$1"
  # The child that fails to execute says why and is gone before the journal knows its unit: its
  # lines carry UNIT=, as the manager's do, but not the unit that journalctl -u asks for.
  id=$(property "$name" Id)
  journalctl --sync 2>/dev/null
  lines=$(journalctl -q _SYSTEMD_UNIT="$id" + UNIT="$id" _UID=0 --since "@$began" -n 15 \
    -o cat --no-pager 2>/dev/null)
  fail UNITS "$name" "$2${lines:+
$lines}"
}

# unit NUMBER UNIT ENABLEMENT ACTIVITY ON_CHANGE
unit() {
  if [ "$3" = ENABLED ] && ! is_enabled "$2"; then act "$1" ENABLED enable -- "$2"; fi
  if [ "$3" = DISABLED ] && is_enabled "$2"; then act "$1" DISABLED disable -- "$2"; fi
  if is_active "$2"; then
    if [ "$4" = STOPPED ]; then act "$1" STOPPED stop -- "$2"
    elif [ -z "$changed" ] || [ "$5" = NONE ]; then :
    elif [ "$5" = RELOAD ] && [ "$(property "$2" CanReload)" = yes ]; then
      eval "reloads_$1=1"
      act "$1" RELOADED reload -- "$2"
    else act "$1" RESTARTED restart -- "$2"; fi
  elif [ "$4" = RUNNING ]; then
    run systemctl reset-failed -- "$2" 2>/dev/null
    act "$1" STARTED start -- "$2"
  fi
  if [ "$4" = RUNNING ] && ! is_active "$2"; then
    unit_trouble "$1" "it is $(property "$2" ActiveState) right after the start"
  fi
}

undo_units() {
  [ -z "$reload_manager" ] || run systemctl daemon-reload
  number=0
  while eval "[ -n \"\${unit_$number-}\" ]"; do
    eval "[ -z \"\$touched_$number\" ]" || undo_unit "$number"
    number=$((number + 1))
  done
}

undo_unit() {
  eval "name=\$unit_$1 was_active=\$active_$1 was_enabled=\$enabled_$1 reloads=\$reloads_$1"
  if [ -n "$was_active" ]; then
    if [ -n "$reloads" ] && is_active "$name"; then said=$(run systemctl reload -- "$name" 2>&1)
    else
      run systemctl reset-failed -- "$name" 2>/dev/null
      said=$(run systemctl restart -- "$name" 2>&1)
    fi || trouble "$name does not take the old files: $said"
  else
    said=$(run systemctl stop -- "$name" 2>&1) || trouble "$name: $said"
    run systemctl reset-failed -- "$name" 2>/dev/null
  fi
  if [ -n "$was_enabled" ]; then
    is_enabled "$name" || run systemctl enable -- "$name" 2>/dev/null || trouble "$name is not enabled"
  elif is_enabled "$name"; then
    run systemctl disable -- "$name" 2>/dev/null || trouble "$name is still enabled"
  fi
}

# ---- health ----

# health SECONDS ARGV...: asks until the answer is yes.
health() {
  deadline=$(($(date +%s) + $1))
  shift
  until said=$(run timeout 10 "$@" 2>&1); do
    status=$?
    [ "$(date +%s)" -lt "$deadline" ] || fail HEALTH "$*" "${said:-exit status $status}"
    sleep 0.3
  done
}

install= remove=
