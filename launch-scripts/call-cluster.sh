# Hands a command to the cluster that runs in its directory, which answers before a JVM of one's own
# would have started. To be sourced; wants: home, jdk, began.
# shellcheck shell=sh
# shellcheck disable=SC2154  # home, jdk and began are set by the script that sources this
#
# A cluster that stays keeps booths, folders calls/<n> with two FIFOs that it holds open. A caller
# that finds the file `taken` not there yet and makes it has the booth. It says its command line in
# `in`, and reads in `out` what to print. Each side sees the other's end, however it comes, as the end
# of a file. All steps are builtins of the shell: a process takes longer than all of them.

# The cluster directory of command line $@, into call_dir.
find_call_dir() {
  call_dir=${PHALANX_DIR:-${HOME:-}/.phalanx/default}
  call_word_before=
  for call_word; do
    [ "$call_word_before" != --dir ] || call_dir=$call_word
    case $call_word in
      --dir=*) call_dir=${call_word#*=} ;;
    esac
    call_word_before=$call_word
  done
}

# Takes a free booth, into booth; fails where there is none.
take_booth() {
  set -C
  for booth in "$call_dir"/calls/*; do
    [ -p "$booth/in" ] || continue
    if { printf '' >"$booth/taken"; } 2>/dev/null; then
      set +C
      return 0
    fi
  done
  set +C
  return 1
}

# Opens the booth: descriptor 4 to listen, 5 to speak. To open one end of a FIFO waits for the other,
# so both are opened first, then the wanted one, then both are closed, which leaves that. By exec, for
# good: bash keeps a copy of what a redirection of some commands hides.
open_booth() {
  command exec 3<>"$booth/out" && command exec 4<"$booth/out" && exec 3>&- \
    && command exec 3<>"$booth/in" && command exec 5>"$booth/in" && exec 3>&-
}

# Closes what the cluster hears of this caller, which then cancels its job; exit code $1 follows. A
# second signal ends this process at once.
hang_up() {
  trap - INT TERM HUP
  hung_up=$1
  read_was_cut=true
  exec 5>&-
}

# Prints text $1, in the notation of %b, as a result. A reader that has closed the pipe has enough.
print_result() {
  printf '%b' "$1" 2>/dev/null || [ -p /dev/stdout ] || result_is_lost=true
}

# Prints file $1 as a result.
print_result_file() {
  cat "$1" 2>/dev/null || [ -p /dev/stdout ] || result_is_lost=true
}

# Says each variable of a setting that is set, then an empty text.
say_environment() {
  for call_setting in WORKERS WORKER_HEAP WORKER_THREADS WORKER_NICE PIN TILE_KIB HEARTBEAT \
    LIVENESS_TIMEOUT START_TIMEOUT LOG_BYTES MESSAGE_DEPTH KEEP_ALIVE DURABLE KERNELS; do
    eval "call_value=\${PHALANX_$call_setting:-}"
    [ -z "$call_value" ] \
      || printf 'PHALANX_%s=%s\0' "$call_setting" "$call_value" >&5 || return 1
  done
  printf '\0' >&5
}

# Says command line $@ and prints the answers, with descriptor 5 to speak and 4 to listen.
converse() {
  call_terminal=false
  [ ! -t 2 ] || call_terminal=true
  printf 'c2\0%s\0%s\0%s\0%s\0%s\0%s\0' "$call_build" "$jdk" "$PWD" \
    "${PHALANX_DIR:-${HOME:-}/.phalanx/default}" "$began" "$call_terminal" \
    >&5 2>/dev/null || return 0
  say_environment 2>/dev/null || return 0
  printf '%s\0' "$#" "$@" >&5 2>/dev/null || return 0
  while :; do
    if ! IFS= read -r answer <&4; then
      # A signal ends the reading as well.
      $read_was_cut || return 0
      read_was_cut=false
      continue
    fi
    case $answer in
      b) call_has_begun=true ;;
      e*) printf '%b' "${answer#e}" >&2 || : ;;
      o*) print_result "${answer#o}" ;;
      f*) print_result_file "$booth/${answer#f}" ;;
      x*)
        call_exit=${answer#x}
        return 0
        ;;
      n)
        call_has_begun=false
        return 0
        ;;
    esac
  done
}

# Has command line $@ run by its cluster, and sets call_exit to its exit code. Fails where the
# command is to be run here: nothing has been done then.
call_cluster() {
  case ${1:-} in
    run | submit) ;;
    task) [ "${2:-}" = submit ] || return 1 ;;
    *) return 1 ;;
  esac
  [ -z "${PHALANX_DEBUG:-}${PHALANX_PRINT_COMMAND:-}" ] || return 1
  find_call_dir "$@"
  [ -d "$call_dir/calls" ] && [ -r "$home/build.id" ] || return 1
  IFS= read -r call_build <"$home/build.id" || [ -n "$call_build" ] || return 1
  take_booth || return 1
  call_exit=
  call_has_begun=false
  read_was_cut=false
  result_is_lost=false
  hung_up=
  trap '' PIPE
  trap 'hang_up 130' INT
  trap 'hang_up 143' TERM
  trap 'hang_up 129' HUP
  if open_booth 2>/dev/null; then
    converse "$@"
  fi
  exec 3>&- 4<&- 5>&-
  trap - PIPE INT TERM HUP
  if [ -n "$hung_up" ]; then
    call_exit=$hung_up
  elif ! $call_has_begun; then
    return 1
  elif [ -z "$call_exit" ]; then
    echo "phalanx: the cluster is gone: directory=$call_dir; see phalanx jobs" >&2
    call_exit=1
  elif $result_is_lost; then
    echo "phalanx: cannot write the result; check the disk" >&2
    call_exit=1
  fi
  return 0
}
