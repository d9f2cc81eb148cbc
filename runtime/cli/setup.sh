# Functions for the shell scripts of this repository; sourced, not run.
#
# They make sure that what the build and the lab need is there: Debian packages, and a JDK 25, which
# is found or, where the network allows, fetched by pinned checksum.

# Services and containers may begin without one.
export HOME="${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}"

K3FORM_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# The release that is fetched when no JDK 25 is installed: Eclipse Temurin 25.0.4.1+1.
JDK_URL_BASE=${K3FORM_JDK_URL_BASE:-https://github.com/adoptium/temurin25-binaries/releases/download}
JDK_RELEASE=jdk-25.0.4.1%2B1
JDK_FILE_VERSION=25.0.4.1_1
JDK_SHA256_x64=dbb698396d478e7fa2b1e50f4103324b2a99b90569ee27c33f2261f9215cf41e
JDK_SHA256_aarch64=69df11a02cfa3ef7d7ca645e03edce6778ec090e100f6ae2b42097865730ac52

say() { printf '==> %s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# need_root: the lab makes machines, bridges and mounts.
need_root() {
  [ "$(id -u)" = 0 ] || die "this needs root: run it with sudo"
}

# need_packages PACKAGE...: installs what is missing, quietly.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  need_root
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  local log
  log=$(mktemp)
  # A fresh machine has no package lists, and lists that are old name packages that are gone.
  if ! { apt-get install -y -q --no-install-recommends "${missing[@]}" ||
      { apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}"; }; } \
      >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    die "could not install: ${missing[*]}"
  fi
  rm -f "$log"
}

is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25' "$1/release"
}

# find_jdk25: prints the home of a JDK 25, if one is installed.
find_jdk25() {
  local candidate
  for candidate in "${K3FORM_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.jdks/* \
    "$HOME"/.sdkman/candidates/java/* /opt/*jdk*25* "$(jdk_cache)"; do
    if [ -n "$candidate" ] && is_jdk25 "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

jdk_cache() { printf '%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}/k3form/$JDK_RELEASE"; }

# fetch_jdk25: downloads Temurin 25, checks it against the pinned checksum, unpacks it.
fetch_jdk25() {
  local arch sum file work
  case $(uname -m) in
    x86_64) arch=x64 sum=$JDK_SHA256_x64 ;;
    aarch64) arch=aarch64 sum=$JDK_SHA256_aarch64 ;;
    *) die "no JDK 25 found, and none is pinned for $(uname -m): install one and set K3FORM_JAVA_HOME" ;;
  esac
  need_packages curl ca-certificates
  file=OpenJDK25U-jdk_${arch}_linux_hotspot_$JDK_FILE_VERSION.tar.gz
  work=$(mktemp -d)
  say "no JDK 25 found; fetching Eclipse Temurin $JDK_RELEASE"
  curl -fsSL --retry 3 -o "$work/$file" "$JDK_URL_BASE/$JDK_RELEASE/$file" ||
    die "could not fetch a JDK 25; install one (temurin-25-jdk, openjdk-25-jdk) or set K3FORM_JAVA_HOME"
  echo "$sum  $work/$file" | sha256sum -c --quiet - || die "the fetched JDK does not have the pinned checksum"
  mkdir -p "$(jdk_cache).part"
  tar -xzf "$work/$file" -C "$(jdk_cache).part" --strip-components=1
  rm -rf "$(jdk_cache)" "$work"
  mv "$(jdk_cache).part" "$(jdk_cache)"
}

# need_jdk25: sets K3FORM_JAVA_HOME.
need_jdk25() {
  K3FORM_JAVA_HOME=$(find_jdk25) || { fetch_jdk25; K3FORM_JAVA_HOME=$(find_jdk25) || die "no JDK 25"; }
  export K3FORM_JAVA_HOME
}

# need_maven: Maven runs on the JDK 25, so that the format check runs too.
need_maven() {
  command -v mvn >/dev/null || need_packages maven
}

# maven ARGUMENT...: Maven on the JDK 25, which compiles too: javac need not be started for every module. Error
# Prone reaches into javac.
maven() {
  local package opens=
  for package in api file main model parser processing tree util; do
    opens="$opens --add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED"
  done
  for package in code comp; do
    opens="$opens --add-opens=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED"
  done
  (cd "$K3FORM_ROOT" && JAVA_HOME=$K3FORM_JAVA_HOME MAVEN_OPTS="${MAVEN_OPTS:-}$opens" \
    mvn -B -ntp -Dcompiler.fork=false "$@")
}

LAB_PACKAGES="systemd-container mmdebstrap nftables iproute2 openssh-client ca-certificates dbus"

# build: the distribution that runtime/cli/k3form starts, made anew when a source is newer.
build() {
  local jar=$K3FORM_ROOT/runtime/cli/target/k3form.ready
  if [ -e "$jar" ] && [ -z "$(cd "$K3FORM_ROOT" && find pom.xml grammar compiler runtime providers \
      -name target -prune -o -type f -newer "$jar" -print -quit)" ]; then
    return 0
  fi
  say "building k3form (the first time downloads its libraries)"
  local log
  log=$(mktemp)
  if ! maven -q -Dmaven.test.skip=true -Dquick -pl runtime/cli -am package >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    die "the build failed"
  fi
  rm -f "$log"
  "$K3FORM_JAVA_HOME/bin/java" -XX:+UseSerialGC "$K3FORM_ROOT/runtime/cli/packaging/QuickStart.java" \
    "$K3FORM_ROOT/runtime/cli/target/lib" || die "the libraries could not be prepared"
  train_offline
  touch "$jar"
}

# train COMMAND...: an ahead-of-time cache of classes (JEP 514), made by a k3form command that is run for it;
# k3form starts faster with it, and works without it. The JVM itself refuses one that is older than the jars.
# Returns the command's own status.
train() {
  local cache=$K3FORM_ROOT/runtime/cli/target/k3form.aot status=0
  K3FORM_JAVA_OPTIONS="-XX:AOTCacheOutput=$cache.new" "$K3FORM_ROOT/runtime/cli/k3form" "$@" || status=$?
  if [ -s "$cache.new" ]; then mv "$cache.new" "$cache"; else rm -f "$cache.new"; fi
  return "$status"
}

# train_offline: the first cache, from an apply that needs no machine: it reads a state, and makes, changes,
# replaces and deletes.
train_offline() {
  local work
  work=$(mktemp -d)
  cat >"$work/main.k3s" <<'K3S'
variable "release" {
  type    = string
  default = "1"
}
locals {
  members = { for i in range(20) : "m${i}-${var.release}" => { size = i * 2, name = upper("m${i}") } }
  even    = [for name, m in local.members : name if m.size % 4 == 0]
}
resource "tls_private_key" "ca" {}
resource "k3form_data" "member" {
  for_each = local.members
  input    = { name = each.value.name, size = each.value.size, text = "one\ntwo ${var.release}\n" }
}
resource "k3form_data" "counted" {
  count            = 40
  input            = [count.index, var.release, k3form_data.kept.id]
  triggers_replace = count.index < 5 ? var.release : "never"
}
resource "k3form_data" "kept" {
  input        = { members = local.even, key = sha256(tls_private_key.ca.public_key_pem) }
  secret_input = "not a secret ${var.release}"
}
output "members" {
  value = [for m in k3form_data.member : m.output.name]
}
check "all" {
  assert {
    condition     = length(k3form_data.member) == 20
    error_message = "There must be twenty."
  }
}
K3S
  rm -f "$K3FORM_ROOT/runtime/cli/target/k3form.aot"
  HOME=$work "$K3FORM_ROOT/runtime/cli/k3form" -chdir="$work" init >/dev/null 2>&1 || true
  HOME=$work "$K3FORM_ROOT/runtime/cli/k3form" -chdir="$work" apply -auto-approve >/dev/null 2>&1 || true
  HOME=$work train -chdir="$work" apply -auto-approve -var release=2 >/dev/null 2>&1 || true
  rm -rf "$work"
}
