
# The words that `phalanx logs` and `tail-logs` take: names of processes with logs in the directory
# of the command line, found without starting a JVM.

# The directory that the command line names, as the shell will read it.
function _phalanx_dir() {
  local dir=${PHALANX_DIR:-${HOME}/.phalanx/default} i word=
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == --dir=?* ]]; then
      dir=${word#--dir=}
    elif [[ $word == --dir && ${COMP_WORDS[i + 1]} == "=" ]]; then
      dir=${COMP_WORDS[i + 2]}
    elif [[ $word == --dir ]]; then
      dir=${COMP_WORDS[i + 1]}
    fi
  done
  # shellcheck disable=SC2088  # the tilde is what was typed
  case $dir in
    "~/"*) dir=${HOME}/${dir#"~/"} ;;
    \"*\" | \'*\') dir=${dir:1:${#dir}-2} ;;
    *) dir=${dir//\\/} ;;
  esac
  printf '%s' "$dir"
}

function _phalanx_log_names() {
  local dir file name names=
  dir=$(_phalanx_dir)
  for file in "$dir"/logs/*.log "$dir"/logs/*.log.1 "$dir"/logs/*.out; do
    name=${file##*/}
    name=${name%%.*}
    case $name in
      coordinator | worker-[0-9] | worker-[0-9][0-9] | worker-[0-9][0-9][0-9])
        [[ ! -f $file || " $names " == *" $name "* ]] || names="$names $name"
        ;;
    esac
  done
  # shellcheck disable=SC2207  # names have no blanks
  COMPREPLY=($(compgen -W "$names" -- "${COMP_WORDS[COMP_CWORD]}"))
}

# Everything else is completed by the generated function.
function _phalanx_complete() {
  _complete_phalanx
  [[ ${COMP_WORDS[1]} == logs ]] && ((COMP_CWORD > 1)) || return 0
  [[ ${COMP_WORDS[COMP_CWORD]} != [-=]* ]] || return 0
  case ${COMP_WORDS[COMP_CWORD - 1]} in
    --dir | -n | --since | --grep | "=") ;;
    --level)
      # shellcheck disable=SC2207  # levels have no blanks
      COMPREPLY=($(compgen -W "TRACE DEBUG INFO WARN ERROR" -- "${COMP_WORDS[COMP_CWORD]}"))
      ;;
    --color)
      # shellcheck disable=SC2207  # nor have these
      COMPREPLY=($(compgen -W "auto always never" -- "${COMP_WORDS[COMP_CWORD]}"))
      ;;
    *) _phalanx_log_names ;;
  esac
}

function _phalanx_complete_tail_logs() {
  COMP_LINE="phalanx logs ${COMP_LINE#* }"
  COMP_WORDS=(phalanx logs "${COMP_WORDS[@]:1}")
  ((COMP_CWORD += 1))
  _phalanx_complete
}

complete -F _phalanx_complete -o default phalanx phalanx.sh phalanx.bash
complete -F _phalanx_complete_tail_logs -o default tail-logs
