# Finds the JDK for Phalanx. To be sourced; sets jdk (a JDK's home folder), or says what to install.
# shellcheck shell=sh
# shellcheck disable=SC2034  # jdk is for the script that sources this
#
# Exactly 25: earlier ones lack what the kernels need, and Chronicle Map does not run on 26.
# Each JDK tells its version in the file `release`, so no java is started to ask for it.

jdk_version=25

# The version of the JDK in folder $1, into found_version; empty if there is none.
read_jdk_version() {
  found_version=
  [ -r "$1/release" ] || return 0
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*)
        found_version=${jdk_line#JAVA_VERSION=}
        found_version=${found_version#\"}
        found_version=${found_version%%\"*}
        return 0
        ;;
    esac
  done <"$1/release"
}

# Takes folder $1 as the JDK if it is one of the right version, else notes it in jdks_seen.
accept_jdk() {
  [ -n "$1" ] || return 1
  read_jdk_version "$1"
  [ -n "$found_version" ] || return 1
  case $found_version in
    "$jdk_version" | "$jdk_version"[.+-]*)
      if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ]; then
        jdk=$1
        return 0
      fi
      found_version="$found_version, without javac: not a JDK"
      ;;
  esac
  jdks_seen="$jdks_seen
  $1 ($found_version)"
  return 1
}

# The JDK that `java` on PATH belongs to. A shim (jenv, asdf) belongs to none and is passed over.
accept_jdk_on_path() {
  jdk_java=$(command -v java) || return 1
  jdk_java=$(readlink -f "$jdk_java") || return 1
  accept_jdk "${jdk_java%/bin/java}"
}

# The folders JDKs are installed in, one a line.
list_jdk_roots() {
  if [ -n "${PHALANX_JDK_ROOTS+set}" ]; then
    printf '%s\n' "$PHALANX_JDK_ROOTS" | tr ':' '\n'
    return
  fi
  printf '%s\n' /usr/lib/jvm /usr/lib64/jvm /usr/java /usr/local /opt \
    /Library/Java/JavaVirtualMachines /opt/homebrew/opt /usr/local/opt \
    /home/linuxbrew/.linuxbrew/opt
  [ -n "${HOME:-}" ] || return 0
  printf '%s\n' "$HOME/.sdkman/candidates/java" "$HOME/.jdks" "$HOME/.gradle/jdks" \
    "$HOME/.asdf/installs/java" "$HOME/.local/share/mise/installs/java" \
    "$HOME/Library/Java/JavaVirtualMachines"
}

# Looks through the children of root folder $1: plain, as macOS bundles, as Homebrew kegs.
accept_jdk_in_root() {
  for jdk_folder in "$1"/*/; do
    for jdk_inner in "" Contents/Home libexec/openjdk.jdk/Contents/Home; do
      [ -f "$jdk_folder$jdk_inner/release" ] || continue
      jdk_inner=$jdk_folder$jdk_inner
      accept_jdk "${jdk_inner%/}" && return 0
    done
  done
  return 1
}

accept_jdk_in_roots() {
  jdk_roots=$(list_jdk_roots)
  while IFS= read -r jdk_root; do
    [ -n "$jdk_root" ] || continue
    accept_jdk_in_root "$jdk_root" && return 0
  done <<EOF
$jdk_roots
EOF
  return 1
}

say_how_to_install_jdk() {
  cat >&2 <<EOF
To install one (Temurin $jdk_version):
  Debian, Ubuntu  apt-get install temurin-$jdk_version-jdk
                  (once its repository is added: https://adoptium.net/installation/linux)
  Fedora          dnf install java-$jdk_version-openjdk-devel
  macOS           brew install --cask temurin@$jdk_version
  SDKMAN          sdk install java $jdk_version-tem
or set PHALANX_JAVA_HOME to the home folder of one.
EOF
}

complain_about_named_jdk() {
  cat >&2 <<EOF
phalanx: PHALANX_JAVA_HOME is not a JDK $jdk_version: $PHALANX_JAVA_HOME (${found_version:-no JDK})
Unset it to have one looked for.
EOF
}

complain_about_jdks() {
  cat >&2 <<EOF
phalanx: no JDK $jdk_version found; Phalanx runs on exactly that version.
Seen:${jdks_seen:-
  no JDK at all}
Looked at: JAVA_HOME, java on PATH, and the folders in
$(list_jdk_roots | sed 's/^/  /')
EOF
}

# Sets jdk, or returns 1 after saying on stderr what was looked at and what to install.
find_jdk() {
  jdk=
  jdks_seen=
  if [ -n "${PHALANX_JAVA_HOME:-}" ]; then
    accept_jdk "${PHALANX_JAVA_HOME%/}" && return 0
    complain_about_named_jdk
  else
    accept_jdk "${JAVA_HOME:-}" && return 0
    accept_jdk_on_path && return 0
    accept_jdk_in_roots && return 0
    complain_about_jdks
  fi
  say_how_to_install_jdk
  return 1
}
