# Answers what is at paths, how units and packages are. One line per answer, in the order of the
# questions; free text is base64. Reads only.
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"

encode() { base64 | tr -d '\n'; }

# path NAME BYTES: the state of NAME, with its content if it has at most BYTES bytes.
path() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then
    # A parent that may not be searched looks like a missing file to test; stat knows better.
    if why=$(stat -- "$1" 2>&1); then :; else
      case $why in
        *'No such file'*|*'Not a directory'*) echo 'missing' ;;
        *) printf 'unreadable %s\n' "$(printf %s "$why" | encode)" ;;
      esac
      return 0
    fi
  fi
  attributes=$(stat -c '%a %U:%u %G:%g %s' -- "$1") || { echo 'missing'; return 0; }
  if [ -L "$1" ]; then
    printf 'link %s %s\n' "$attributes" "$(readlink -n -- "$1" | encode)"
  elif [ -d "$1" ]; then
    printf 'directory %s\n' "$attributes"
  elif [ -f "$1" ]; then
    if sum=$(sha256sum < "$1"); then
      size=${attributes##* }
      if [ "$2" -gt 0 ] && [ "$size" -le "$2" ]; then
        printf 'file %s %s +%s\n' "$attributes" "${sum%% *}" "$(encode < "$1")"
      else
        printf 'file %s %s\n' "$attributes" "${sum%% *}"
      fi
    else
      printf 'unreadable %s\n' "$(printf 'permission denied' | encode)"
    fi
  else
    printf 'special %s %s\n' "$attributes" "$(stat -c %F -- "$1" | encode)"
  fi
}

# units NAME...: a block of properties per unit, ended by `end`.
units() {
  for unit in "$@"; do
    systemctl show -p LoadState -p ActiveState -p SubState -p UnitFileState -p NeedDaemonReload \
      -- "$unit" 2>/dev/null
    echo 'end'
  done
}

# packages NAME...: `package VERSION` for an installed one, `package` for others.
packages() {
  for name in "$@"; do
    version=
    if command -v dpkg-query >/dev/null 2>&1; then
      found=$(dpkg-query -W -f '${db:Status-Abbrev} ${Version}\n' -- "$name" 2>/dev/null | grep '^.i ')
      [ -z "$found" ] || version=$(printf '%s\n' "$found" | head -n 1 | sed 's/^... *//')
    elif command -v rpm >/dev/null 2>&1; then
      version=$(rpm -q --qf '%{VERSION}-%{RELEASE}\n' -- "$name" 2>/dev/null | head -n 1) \
        && rpm -q -- "$name" >/dev/null 2>&1 || version=
    fi
    printf 'package %s\n' "$version"
  done
}

# look ARGV...: exit status and both outputs of a command.
look() {
  scratch=$(mktemp -d) || { echo 'ran 125 + +'; return 0; }
  timeout 10 "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
  status=$?
  printf 'ran %s +%s +%s\n' "$status" "$(encode < "$scratch/out")" "$(encode < "$scratch/err")"
  rm -rf "$scratch"
}
