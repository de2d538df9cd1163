# shellcheck shell=bash
# What runs and what it says. Sourced by ops/aegis.

status() {
  refuse_all status "$@"
  use_data_folder
  local name host port path heap account pid code all=0 outdated=()
  printf '%-11s %-5s %8s %6s %-10s %12s %8s\n' NAME STATE PID PORT HEALTH UPTIME MEMORY
  if uses_embedded_database; then
    if pid=$(database_pid); then
      code=ready
      greets 127.0.0.1 "$(database_port)" || code=silent all=3
      status_line database "$pid" "$(database_port)" "$code"
    else
      status_line database '' "$(database_port)" ''
      all=3
    fi
  else
    printf '%-11s %s\n' database 'the server of DATABASE_URL'
  fi
  for name in $(application_names); do
    describe "$name"
    if pid=$(pid_of "$name"); then
      code=$(http_status "$host" "$port" "$path")
      case $code in
        200) code=ready ;;
        000) code=silent all=3 ;;
        *) code="not ready" all=3 ;;
      esac
      ! is_outdated "$name" || { outdated+=("$name") all=3; }
      status_line "$name" "$pid" "$port" "$code"
    else
      status_line "$name" '' "$port" ''
      all=3
    fi
  done
  watched || all=3
  for name in "${outdated[@]}"; do
    warn "the jars of $name were built anew since it was started, and it will fail; 'ops/aegis up' restarts it"
  done
  return "$all"
}

# Tells of the supervisor, what it has started again, and what it has given up; status 1 when there is none.
watched() {
  local name note pid status=0
  if pid=$(supervisor_pid); then
    status_line supervisor "$pid" '' ''
  else
    status_line supervisor '' '' ''
    status=1
  fi
  # On a full disk nothing could be noted.
  if uses_embedded_database && ! database_pid >/dev/null && ! has_room; then
    printf 'database: waits for 300 MiB of free space on the disk of %s\n' "$data"
  fi
  for name in $(components); do
    { IFS= read -r note <"$data/run/$name.note"; } 2>/dev/null || continue
    printf '%s: %s\n' "$name" "$note"
  done
  return "$status"
}

# status_line NAME PID PORT HEALTH: without a pid the process is down.
status_line() {
  local state=down uptime='' memory=''
  if [[ -n $2 ]]; then
    state=up
    uptime=$(uptime_of "$2")
    memory="$(($(memory_of "$2") / 1024)) MB"
  fi
  printf '%-11s %-5s %8s %6s %-10s %12s %8s\n' "$1" "$state" "${2:--}" "${3:--}" "${4:--}" "${uptime:--}" "${memory:--}"
}

uptime_of() {
  local seconds
  seconds=$(age_of "$1")
  [[ -n $seconds ]] || return 0
  printf '%dd %02d:%02d:%02d' $((seconds / 86400)) $((seconds / 3600 % 24)) $((seconds / 60 % 60)) $((seconds % 60))
}

logs() {
  local follow=() files=()
  if [[ ${1:-} == -f ]]; then
    follow=(-F)
    shift
  fi
  [[ ! ${1:-a} =~ ^- ]] || refuse logs "$1"
  refuse_all logs "${@:2}"
  use_data_folder
  if [[ $# -eq 0 ]]; then
    shopt -s nullglob
    files=("$data"/logs/*.log)
    shopt -u nullglob
    [[ ${#files[@]} -gt 0 ]] || fail "there are no logs in $data/logs yet"
  elif [[ $1 == build ]]; then
    files=("$root/target/build.log")
  else
    files=("$data/logs/$1.log")
  fi
  [[ -r ${files[0]} ]] || fail "there is no log ${files[0]}"
  exec tail -n 100 "${follow[@]}" -- "${files[@]}"
}
