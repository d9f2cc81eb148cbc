# Tells what this machine is: lines of a key and a base64 value.
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"

fact() { printf '%s %s\n' "$1" "$(base64 | tr -d '\n')"; }

main() {
  { cat /etc/os-release || cat /usr/lib/os-release; } 2>/dev/null | fact os-release
  uname -m | fact architecture
  uname -r | fact kernel
  { cat /proc/sys/kernel/hostname || uname -n; } 2>/dev/null | fact hostname
  # sd_booted(3): this directory exists exactly where systemd is the init system.
  if [ -d /run/systemd/system ]; then echo systemd; else cat /proc/1/comm; fi 2>/dev/null | fact init
  sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo 2>/dev/null | fact memory-kib
  { nproc || echo 1; } 2>/dev/null | fact cpus
  cat /etc/machine-id 2>/dev/null | fact machine-id
  for interface in /sys/class/net/*; do
    [ ! -e "$interface/address" ] || echo "${interface##*/} $(cat "$interface/address" 2>/dev/null)"
  done | fact links
  ip -o addr show 2>/dev/null | fact addresses
}
main
