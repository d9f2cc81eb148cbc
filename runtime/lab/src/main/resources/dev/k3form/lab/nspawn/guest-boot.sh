#!/bin/sh
# Runs once at every boot of a lab machine, before sshd.
# Host keys belong to a machine: made here at its first boot, never part of an image.
[ -s /etc/ssh/ssh_host_ed25519_key ] || ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key

# A kubelet writes into every cgroup v1 controller; nspawn mounts them read-only.
for group in /sys/fs/cgroup/*; do
  mountpoint -q "$group" && mount -o remount,bind,rw "$group"
done

# What a kubelet wants of the kernel, as values of this machine's own: the host's stay as they are.
mkdir -p /run/k3form/sysctl
while read -r name value; do
  [ -e "/proc/sys/$name" ] || continue
  file=/run/k3form/sysctl/$(echo "$name" | tr / .)
  echo "$value" > "$file"
  mount --bind "$file" "/proc/sys/$name"
done <<'VALUES'
vm/overcommit_memory 1
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
VALUES

: > /run/k3form/ready
