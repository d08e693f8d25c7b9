# Builds the distribution in a source checkout when it is missing or older than the sources.
# To be sourced. Wants: root (the checkout), scripts (its launch-scripts folder), jdk.
# shellcheck shell=sh
# shellcheck disable=SC2154  # root, scripts and jdk are set by the script that sources this

distribution=$scripts/target/phalanx
build_lock=$scripts/target/build.lock
build_log=$scripts/target/build.log
build_wait_seconds_max=900

# Whether a source is newer than the distribution. Folders count too: a deleted source is a change.
distribution_is_stale() {
  [ -f "$distribution/.built" ] || return 0
  [ -n "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main "$scripts"/*.options \
    "$scripts"/*-* "$scripts/phalanx" "$scripts/peers" -newer "$distribution/.built")" ]
}

# The lock is a symbolic link that names its owner's pid: made and marked in one step.
take_build_lock() {
  waited=0
  while ! ln -s "$$" "$build_lock" 2>/dev/null; do
    owner=$(readlink "$build_lock") || continue
    if ! kill -0 "$owner" 2>/dev/null; then
      break_build_lock "$owner"
      continue
    fi
    [ "$waited" -gt 0 ] || echo "phalanx: waiting for the build of process $owner" >&2
    if [ "$waited" -ge "$build_wait_seconds_max" ]; then
      echo "phalanx: gave up waiting for a build: pid=$owner, seconds=$waited." \
        "If it is no build, remove $build_lock" >&2
      return 1
    fi
    sleep 1
    waited=$((waited + 1))
  done
  trap 'rm -f "$build_lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

# Removes the lock of dead process $1. Renamed first, since another may have broken it and taken it.
break_build_lock() {
  mv "$build_lock" "$build_lock.$$" 2>/dev/null || return 0
  if [ "$(readlink "$build_lock.$$")" != "$1" ]; then
    ln -s "$(readlink "$build_lock.$$")" "$build_lock" 2>/dev/null
  fi
  rm -f "$build_lock.$$"
}

release_build_lock() {
  rm -f "$build_lock"
  trap - EXIT INT TERM HUP
}

require_maven() {
  command -v mvn >/dev/null && return 0
  cat >&2 <<EOF
phalanx: Maven is needed to build, and there is no mvn on PATH.
To install it (3.8 or later):
  Debian, Ubuntu  apt-get install maven
  Fedora          dnf install maven
  macOS           brew install maven
  SDKMAN          sdk install maven
EOF
  return 1
}

run_build() {
  echo "phalanx: building the distribution (first use or changed sources, about a minute); log: $build_log" >&2
  JAVA_HOME=$jdk mvn -B -q -f "$root/pom.xml" -DskipTests -Dspotless.check.skip -Dassembly.skipAssembly package \
    >"$build_log" 2>&1 </dev/null && return 0
  tail -n 20 "$build_log" >&2
  echo "phalanx: the build failed; the whole log: $build_log" >&2
  return 1
}

# Returns 0 with a distribution that is up to date, or 1 after a complaint.
ensure_distribution() {
  distribution_is_stale || return 0
  require_maven || return 1
  mkdir -p "$scripts/target" || return 1
  take_build_lock || return 1
  # Another script may have built while this one waited.
  if distribution_is_stale && ! run_build; then
    return 1
  fi
  release_build_lock
}
