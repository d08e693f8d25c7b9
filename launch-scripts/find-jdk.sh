# Finds the JDK for Phalanx. To be sourced; sets jdk (a JDK's home folder), or says what to install.
# shellcheck shell=sh
# shellcheck disable=SC2034  # jdk is for the script that sources this
#
# Exactly 25: earlier ones lack what the kernels need, and Chronicle Map does not run on 26.
# Each JDK tells its version in the file `release`, so no java is started to ask for it.

jdk_version=25

# The version of the JDK in folder $1, into $version; empty if there is none.
read_version() {
  version=
  [ -r "$1/release" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        version=${line#JAVA_VERSION=}
        version=${version#\"}
        version=${version%%\"*}
        return 0
        ;;
    esac
  done <"$1/release"
}

# Takes folder $1 as the JDK if it is one of the right version; `looked` remembers what was seen.
accept_jdk() {
  read_version "$1"
  [ -n "$version" ] || return 1
  case $version in
    "$jdk_version" | "$jdk_version"[.+-]*)
      if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ]; then
        jdk=$1
        return 0
      fi
      version="$version, without javac: not a JDK"
      ;;
  esac
  looked="$looked
  $1 ($version)"
  return 1
}

# The JDK that `java` on PATH belongs to. A shim (jenv, asdf) belongs to none and is passed over.
accept_jdk_on_path() {
  java=$(command -v java) || return 1
  java=$(readlink -f "$java") || return 1
  accept_jdk "${java%/bin/java}"
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
  for folder in "$1"/*/; do
    for inner in "" Contents/Home libexec/openjdk.jdk/Contents/Home; do
      [ -f "$folder$inner/release" ] || continue
      home=$folder$inner
      accept_jdk "${home%/}" && return 0
    done
  done
  return 1
}

accept_jdk_in_roots() {
  jdk_roots=$(list_jdk_roots)
  while IFS= read -r root; do
    [ -n "$root" ] || continue
    accept_jdk_in_root "$root" && return 0
  done <<EOF
$jdk_roots
EOF
  return 1
}

complain_about_jdk() {
  cat >&2 <<EOF
phalanx: $1
Seen on this machine:${looked:-
  no JDK at all}
Looked at: PHALANX_JAVA_HOME, JAVA_HOME, java on PATH, and the folders in
$(list_jdk_roots | sed 's/^/  /')
To install one (Temurin $jdk_version):
  Debian, Ubuntu  apt-get install temurin-$jdk_version-jdk
                  (once its repository is added: https://adoptium.net/installation/linux)
  Fedora          dnf install java-$jdk_version-openjdk-devel
  macOS           brew install --cask temurin@$jdk_version
  SDKMAN          sdk install java $jdk_version-tem
or set PHALANX_JAVA_HOME to the home folder of one.
EOF
}

# Sets jdk, or returns 1 after saying on stderr what was looked at and what to install.
find_jdk() {
  jdk=
  looked=
  if [ -n "${PHALANX_JAVA_HOME:-}" ]; then
    accept_jdk "${PHALANX_JAVA_HOME%/}" && return 0
    complain_about_jdk "no JDK $jdk_version there: PHALANX_JAVA_HOME=$PHALANX_JAVA_HOME"
    return 1
  fi
  if [ -n "${JAVA_HOME:-}" ]; then
    accept_jdk "${JAVA_HOME%/}" && return 0
  fi
  accept_jdk_on_path && return 0
  accept_jdk_in_roots && return 0
  complain_about_jdk "no JDK $jdk_version found; Phalanx runs on exactly that version."
  return 1
}
