# shellcheck shell=bash
# Sending a file of feedback and watching its import. Sourced by ops/aegis.

# api METHOD PATH [CURL OPTION]...: the answer's body, then its status in a line of its own. The key goes by a file that only
# curl reads: on its command line others could see it.
api() {
  local method=$1 path=$2 shown=$host
  shift 2
  [[ $host != *:* ]] || shown="[$host]"
  curl --silent --show-error --globoff --request "$method" --max-time "$patience" --write-out '\n%{http_code}' \
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

import_file() {
  local query='' file='' charset='' patience='' host port path heap account answer code status_url
  while [[ $# -gt 0 ]]; do
    case $1 in
      --force) query='&force=true' ;;
      --charset)
        [[ $# -ge 2 && $2 =~ ^[A-Za-z0-9._:+-]+$ ]] || fail "--charset takes the name of a character set" 2
        charset="&charset=$(percent_encoded "$2")"
        shift
        ;;
      -*) fail "usage: ops/aegis import [--force] [--charset NAME] FILE.csv" 2 ;;
      *)
        [[ -z $file ]] || fail "usage: ops/aegis import [--force] [--charset NAME] FILE.csv" 2
        file=$1
        ;;
    esac
    shift
  done
  [[ -n $file ]] || fail "usage: ops/aegis import [--force] [--charset NAME] FILE.csv" 2
  [[ -f $file && -r $file ]] || fail "there is no file $file that can be read" 2
  command -v curl >/dev/null || fail "this command needs curl"
  describe online-api
  say "sending $file ($(stat -c %s -- "$file") bytes)" >&2
  # A file of any size: what counts is that something moves.
  patience=0
  answer=$(api POST "/feedback/batch_csv?file_name=$(percent_encoded "${file##*/}")$query$charset" \
    --upload-file "$file" --header 'Content-Type: text/csv' --speed-limit 1 --speed-time 120) \
    || fail "the file could not be sent to http://$host:$port; does 'ops/aegis status' show online-api?"
  code=${answer##*$'\n'} answer=${answer%$'\n'*}
  [[ $code == 202 ]] || fail "the file was refused ($code): $(sed -n 's/.*"detail":"\([^"]*\)".*/\1/p' <<<"$answer") $(
    sed -n 's/.*"message":"\([^"]*\)".*/\1/p' <<<"$answer")"
  status_url=$(field status_url "$answer")
  say "import $(field import_id "$answer")" >&2
  follow_import "$status_url"
}

# Watches the import at the path $1 until it ends; the exit code tells how it did.
follow_import() {
  local answer code status='' missed=0 patience=20 begun=$SECONDS warned='' rejected
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
      COMPLETED | FAILED | STOPPED) break ;;
      QUEUED)
        if [[ -z $warned && $((SECONDS - begun)) -gt 30 ]]; then
          warn "nobody has begun with the import; does 'ops/aegis status' show batch-jobs?"
          warned=yes
        fi
        ;;
      *) ;;
    esac
    sleep 0.5
  done
  [[ ! -t 2 ]] || printf '\n' >&2
  rejected=$(field rows_rejected "$answer")
  say "$status: $(field rows_read "$answer") rows read, $(field rows_stored "$answer") stored, $(
    field rows_duplicate "$answer") duplicates, $rejected rejected, $(field rows_per_second "$answer") rows/s"
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
