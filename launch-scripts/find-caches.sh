# Finds what this installation starts fast from, and has it made on first use. To be sourced; wants:
# home, jdk, found_version. Sets caches, the folder that may have it.
# shellcheck shell=sh
# shellcheck disable=SC2154  # home, jdk and found_version are set by the script that sources this
#
# See make-aot-cache. A cache is good for jars at one path, of one build, on one JDK: the file made-for
# beside it says for which. The caches of a build from source are in lib. An installation that was
# unpacked or moved has none there that are good: each user's are then made in his cache folder, once,
# in the background. Where that cannot be, all works without, and nobody is told.

# Whether the caches in folder $1 are good here.
caches_are_good() {
  caches_made_for=
  [ -r "$1/made-for" ] || return 1
  IFS= read -r caches_made_for <"$1/made-for" || return 1
  [ "$caches_made_for" = "$caches_wanted_for" ]
}

# The cache folder of the user for all programs, into caches_root; fails if there is none.
find_caches_root() {
  caches_root=${XDG_CACHE_HOME:-}
  [ -z "$caches_root" ] || return 0
  caches_home=${HOME:-}
  if [ -z "$caches_home" ]; then
    caches_user=$(id -un 2>/dev/null) || return 1
    case $caches_user in
      '' | *[!A-Za-z0-9._-]*) return 1 ;;
    esac
    eval "caches_home=~$caches_user"
  fi
  case $caches_home in
    /?*) caches_root=$caches_home/.cache ;;
    *) return 1 ;;
  esac
}

# The folder for caches of this installation on this JDK, into caches_of_user; fails if there is none.
find_caches_of_user() {
  caches_folder=${PHALANX_CACHE_DIR:-}
  if [ "$caches_folder" = none ]; then
    return 1
  elif [ -z "$caches_folder" ]; then
    find_caches_root || return 1
    caches_folder=$caches_root/phalanx
  fi
  caches_sum=$(printf '%s\n' "$home" "$jdk" | cksum 2>/dev/null) || return 1
  caches_of_user=$caches_folder/${caches_sum%% *}
}

# Makes the folder, and has caches made in it while this goes on. Processes load code from there, so it
# must be the user's own: under sudo that keeps HOME it is not.
# shellcheck disable=SC3067  # -O is no word of POSIX, but one of dash, bash, ksh, zsh and busybox
begin_caches() {
  (umask 077 && mkdir -p "$caches_of_user") 2>/dev/null || return 1
  [ -O "$caches_of_user" ] && [ -w "$caches_of_user" ] || return 1
  # In this session: in one of its own, Linux would give it as much as all of this one (autogroups).
  (
    umask 077
    trap '' HUP INT
    nice -n 19 "$home/bin/make-aot-cache" "$home" "$jdk/bin/java" "$caches_of_user" &
  ) </dev/null >/dev/null 2>&1
}

# Sets caches for command line $@; has them made where there are none, if the command starts workers or
# downloads.
find_caches() {
  caches=$home/lib
  caches_build=
  [ ! -r "$home/build.id" ] || IFS= read -r caches_build <"$home/build.id" || :
  caches_wanted_for="$home $found_version $caches_build"
  ! caches_are_good "$caches" || return 0
  find_caches_of_user || return 0
  if ! caches_are_good "$caches_of_user"; then
    [ -z "${PHALANX_PRINT_COMMAND:-}" ] || return 0
    case ${1:-} in
      run | start | resume | demo | chaos | bench | tune | download) begin_caches || return 0 ;;
    esac
  fi
  # shellcheck disable=SC3067  # see above
  [ ! -O "$caches_of_user" ] || caches=$caches_of_user
}
