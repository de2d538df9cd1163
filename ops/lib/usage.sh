# shellcheck shell=bash
# Help for single commands, which does nothing else, and refusals of words that a command does not take. Sourced by ops/aegis.

# Whether one of the words asks for help.
wants_help() {
  local word
  for word in "$@"; do
    [[ $word != -- ]] || return 1
    [[ $word != -h && $word != --help ]] || return 0
  done
  return 1
}

# command_usage NAME: what the list of commands says of it; status 1 when it says nothing.
command_usage() {
  usage | awk -v name="$1" '
    /^  [^ ]/ { shown = $1 == name }
    /^$/ { shown = 0 }
    shown && !said++ { print "Usage:"; print "" }
    shown { sub(/^  /, "  " ($0 ~ /^  [^ ]/ ? "ops/aegis " : "")); print }
    END { exit !said }'
}

# refuse COMMAND WORD: ends the command, as it does not take that word.
refuse() {
  case $2 in
    -*) fail "there is no option '$2' of '$1'; 'ops/aegis ${1%% *} --help' shows what there is" 2 ;;
    *) fail "'$1' does not take '$2'; 'ops/aegis ${1%% *} --help' shows what there is" 2 ;;
  esac
}

# refuse_all COMMAND [WORD]...: the same of the first of these words, if there is one.
refuse_all() {
  [[ $# -lt 2 ]] || refuse "$1" "$2"
}

# Help of a command that Java has more to say about than the list: by what is built, and without building anything. Where
# nothing is, the list has to do.
built_for_help() {
  local module
  for module in "$@"; do
    if [[ ! -f $(jar_of "$module") || ! -d $root/$module/target/lib ]]; then
      command_usage "$helped"
      say ''
      say "Once it is built, this says more."
      exit 0
    fi
  done
}
