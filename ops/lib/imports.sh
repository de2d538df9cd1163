# shellcheck shell=bash
# Sending a file of feedback and watching its import. Sourced by ops/aegis.

# api METHOD PATH [CURL OPTION]...: the answer's body, then its status in a line of its own. The key goes by a file that only
# curl reads: on its command line others could see it.
api() {
  local method=$1 path=$2 shown=$host
  shift 2
  [[ $host != *:* ]] || shown="[$host]"
  curl --silent --show-error --globoff --request "$method" --max-time "$timeout" --write-out '\n%{http_code}' \
    --header @<(printf 'X-API-Key: %s' "$(setting API_KEY dev_api_key)") "$@" "http://$shown:$port$path"
}

# field NAME JSON: the value of a field of our own, flat answers; nothing when it is null.
field() {
  sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p" <<<"$2" | sed 's/^null$//'
}

# percent_encoded TEXT
percent_encoded() (
  LC_ALL=C
  local i byte
  for ((i = 0; i < ${#1}; i++)); do
    byte=${1:i:1}
    case $byte in
      [a-zA-Z0-9.~_-]) printf '%s' "$byte" ;;
      *) printf '%%%02X' "'$byte" ;;
    esac
  done | sed 's/%FFFFFFFFFFFFFF/%/g'
)

import_usage='usage: ops/aegis import [--force] [--yes] [--format NAME] [--charset NAME] [--separator SIGN] [--sheet NAME]
  [--header-row LINE] [--column NAME] [--map FIELD=NAME]... FILE'

# The bytes of a file that tell what it is: of a zip archive or workbook all, as its contents stand at its end.
beginning() {
  if [[ $(head -c 2 -- "$1" | tr -d "\0") == PK ]]; then
    cat -- "$1"
  else
    head -c 262144 -- "$1"
  fi
}

# preview [QUERY]: what the file would become by what was said so far; the answer's body, then its status.
preview() {
  beginning "$file" | api POST "/feedback/imports/preview?file_name=$(percent_encoded "${file##*/}")$said${1:-}" \
    --data-binary @- --header 'Content-Type: application/octet-stream'
}

# refused ANSWER: what the server says about a file or option that it does not take.
refused() {
  printf '%s %s' "$(sed -n 's/.*"detail":"\([^"]*\)".*/\1/p' <<<"$1")" \
    "$(sed -n 's/.*"field":"\([^"]*\)","message":"\(must [^"]*\)".*/\1 \2/p' <<<"$1")"
}

# Shows what the file would become; asks where that is open, and adds the answers to what was said.
look_at_file() {
  local answer code reply asked=0
  while true; do
    answer=$(preview '&view=text') \
      || fail "http://$host:$port cannot be reached; does 'ops/aegis status' show online-api?"
    code=${answer##*$'\n'} answer=${answer%$'\n'*}
    if [[ $code == 413 ]]; then
      warn "the archive is too large to be looked at before it is sent"
      return
    fi
    [[ $code == 200 ]] || fail "the file was refused ($code): $(refused "$answer")"
    printf '%s\n' "$answer" >&2
    answer=$(preview) || fail "http://$host:$port does not answer any more"
    [[ $(sed -n 's/.*"needs_mapping":\([a-z]*\).*/\1/p' <<<"${answer%$'\n'*}") == true ]] || return 0
    [[ -z $yes && -t 0 && -t 2 && $((asked++)) -lt 5 ]] \
      || fail "it is not clear how to read this file: say it with --column, --charset, --header-row and the like" 2
    if grep -q 'charset=NAME), as it is a guess' <<<"${answer%$'\n'*}"; then
      read -r -p 'Which character set is right (its name)? ' reply || fail "nothing was sent" 2
      said=$(sed 's/&charset=[^&]*//' <<<"$said")
      [[ -z $reply ]] || said+="&charset=$(percent_encoded "$reply")"
    elif grep -q 'header_row=0' <<<"${answer%$'\n'*}"; then
      read -r -p 'Is the first row a header? [y/n] ' reply || fail "nothing was sent" 2
      case $reply in
        [yY]*) said+="&header_row=$(sed -n 's/.*(header_row=\([1-9][0-9]*\)).*/\1/p' <<<"${answer%$'\n'*}")" ;;
        [nN]*) said+='&header_row=0' ;;
        *) ;;
      esac
    else
      read -r -p 'Which column is the text (its name or number)? ' reply || fail "nothing was sent" 2
      said=$(sed 's/&column=[^&]*//' <<<"$said")
      [[ -z $reply ]] || said+="&column=$(percent_encoded "$reply")"
    fi
  done
}

import_file() {
  local query='' file='' said='' yes='' timeout='' host port path heap account answer code status_url
  while [[ $# -gt 0 ]]; do
    case $1 in
      --force) query='&force=true' ;;
      --yes) yes=yes ;;
      --format | --charset | --separator | --sheet | --header-row | --column)
        [[ $# -ge 2 && -n $2 ]] || fail "$import_usage" 2
        path=${1#--}
        said+="&${path//-/_}=$(percent_encoded "$2")"
        shift
        ;;
      --map)
        [[ $# -ge 2 && $2 =~ ^[a-z_]+=. ]] || fail "--map takes FIELD=COLUMN, such as channel=Source" 2
        said+="&map.${2%%=*}=$(percent_encoded "${2#*=}")"
        shift
        ;;
      -*) refuse import "$1" ;;
      *)
        [[ -z $file ]] || fail "$import_usage" 2
        file=$1
        ;;
    esac
    shift
  done
  [[ -n $file ]] || fail "$import_usage" 2
  [[ -f $file && -r $file ]] || fail "there is no file $file that can be read" 2
  use_data_folder
  command -v curl >/dev/null || fail "this command needs curl"
  describe online-api
  timeout=60
  look_at_file
  say "sending $file ($(size_of "$file") bytes)" >&2
  # A file of any size: what counts is that something moves.
  timeout=0
  answer=$(api POST "/feedback/batch_csv?file_name=$(percent_encoded "${file##*/}")$query$said" \
    --upload-file "$file" --header 'Content-Type: application/octet-stream' --speed-limit 1 --speed-time 120) \
    || fail "the file could not be sent to http://$host:$port; does 'ops/aegis status' show online-api?"
  code=${answer##*$'\n'} answer=${answer%$'\n'*}
  [[ $code == 202 ]] || fail "the file was refused ($code): $(refused "$answer")"
  status_url=$(field status_url "$answer")
  say "import $(field import_id "$answer")" >&2
  follow_import "$status_url"
}

# Watches the import at the path $1 until it ends; the exit code tells how it did.
follow_import() {
  local answer code status='' missed=0 timeout=20 begun=$SECONDS warned='' rejected
  while true; do
    if answer=$(api GET "$1" 2>/dev/null) && code=${answer##*$'\n'} && [[ $code == 200 ]]; then
      missed=0 answer=${answer%$'\n'*}
      status=$(field status "$answer")
      show_import "$answer" "$status"
    elif [[ ${code:-} == 40[134] ]]; then
      fail "the import cannot be watched ($code): API_KEY needs the role agent"
    else
      ((++missed < 120)) || fail "online-api has not answered for two minutes; the import itself goes on without it"
    fi
    case $status in
      COMPLETED | FAILED | STOPPED | NEEDS_MAPPING) break ;;
      QUEUED)
        if [[ -z $warned && $((SECONDS - begun)) -gt 30 ]]; then
          warn "nobody has begun with the import; does 'ops/aegis status' show batch-jobs?"
          warned=yes
        fi
        ;;
      *) ;;
    esac
    if [[ $(field waiting_for "$answer") == disk && $warned != disk ]]; then
      warn "the import waits for room on the database's disk, and goes on by itself"
      warned=disk
    fi
    sleep 0.5
  done
  [[ ! -t 2 ]] || printf '\n' >&2
  rejected=$(field rows_rejected "$answer")
  say "$status: $(field rows_read "$answer") rows read, $(field rows_stored "$answer") stored, $(
    field rows_duplicate "$answer") duplicates, $rejected rejected, $(field rows_empty "$answer") empty$(
    rate=$(field rows_per_second "$answer")
    printf '%s' "${rate:+, $rate rows/s}"
  )"
  [[ $status == COMPLETED ]] || fail "the import $status: $(sed -n 's/.*"failure":"\([^"]*\)".*/\1/p' <<<"$answer")"
  if [[ $rejected != 0 ]]; then
    say "rejects, to be mended and imported: http://$host:$port$(field rejects_url "$answer")"
    exit 3
  fi
}

# A bar on a terminal, nothing elsewhere.
show_import() {
  [[ -t 2 ]] || return 0
  local percent filled bar eta
  percent=$(field percent "$1")
  filled=$((${percent%.*} * 40 / 100))
  printf -v bar '%*s' "$filled" ''
  printf -v bar '%-40s' "${bar// /#}"
  eta=$(field eta_seconds "$1")
  printf '\r[%s] %5s %%  %s  %s rows  %s/s%s   ' "${bar// /.}" "$percent" "$2" "$(field rows_read "$1")" \
    "$(field rows_per_second "$1")" "${eta:+  $eta s left}" >&2
}
