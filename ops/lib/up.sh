# shellcheck shell=bash
# Starting and stopping all of it. Sourced by ops/aegis.

# What this command has started, to be stopped again when it fails. Signals come while other functions run: none of them
# may have a variable of this name.
brought_up=()

up() {
  local detach='' word begun=$SECONDS
  for word in "$@"; do
    case $word in
      --detach | -d) detach=yes ;;
      *) refuse up "$word" ;;
    esac
  done
  check_settings
  use_data_folder
  java=$(java_home)/bin/java
  check_java_options
  lock_data_folder
  if all_is_well; then
    say "Aegis is running already (data in $data)"
    watch_over "$detach"
    return
  fi
  # Whoever reads what is said here may leave before it ends, as head does; what was begun is brought up all the same.
  trap '' PIPE
  trap 'abandon 130' INT
  trap 'abandon 143' TERM HUP
  build_all
  start_all first || abandon 1
  await_health
  say "ready in $((SECONDS - begun)) s"
  watch_over "$detach"
}

# The API looks for batch-jobs every two seconds and has looked in vain before that was ready: whoever asks for /health when this
# command says "ready" is not to be told that something is missing.
await_health() {
  local host port path heap account looks=50
  describe online-api
  while ((looks-- > 0)) && http_says "$host" "$port" /health '"batch"'; do
    sleep 0.1
  done
}

# From now on a supervisor looks after what runs: one of its own with $1 set, else this command, unless there is one.
watch_over() {
  if supervisor_pid >/dev/null; then
    unlock_data_folder
    show_addresses
    return
  fi
  forget_notes
  trap '' PIPE
  if [[ -n $1 ]]; then
    start_supervisor
    unlock_data_folder
    show_addresses
  else
    remember supervisor "$BASHPID"
    unlock_data_folder
    show_addresses
    say "watching; Ctrl-C stops everything"
    supervise
  fi
}

# Settings are read in many places where an error could not end the command: here it does, once.
check_settings() {
  local name host port path heap account place program taken=''
  for name in $(application_names); do
    describe "$name"
    place=${host/#localhost/127.0.0.1}:$port
    case " $taken " in
      *" $place="*) same_port "${taken##* "$place="}" "$(port_setting_of "$name")" "$port" ;;
      *) taken+=" $place=$(port_setting_of "$name")" ;;
    esac
  done
  port=$(port_setting AEGIS_DATABASE_PORT 3307)
  uses_embedded_database || return 0
  [[ -z $(setting AEGIS_DATABASE_PORT '') || " $taken" != *" 127.0.0.1:$port="* ]] \
    || same_port "${taken##* "127.0.0.1:$port="}" AEGIS_DATABASE_PORT "$port"
  program=$(setting AEGIS_MARIADBD '')
  [[ -z $program ]] || check_server "$program"
}

# same_port SETTING SETTING PORT
same_port() {
  fail "${1%% *} and $2 are the same port, $3: set one of them to another"
}

# Ends the command unless the program $1 is a MariaDB server.
check_server() {
  [[ -f $1 && -x $1 ]] || fail "AEGIS_MARIADBD has to be the path of a mariadbd; there is no program '$1'"
  grep -qi mariadb < <("$1" --no-defaults --version 2>/dev/null </dev/null) \
    || fail "AEGIS_MARIADBD has to be the path of a mariadbd (10.11 or newer), which '$1' does not say it is"
}

# Ends the command unless Java starts with AEGIS_JAVA_OPTIONS. Agents and recordings do something by themselves, and are not tried.
check_java_options() {
  local option options=() tried=() said
  read -ra options <<<"$(setting AEGIS_JAVA_OPTIONS '')"
  for option in "${options[@]}"; do
    case $option in
      -agentlib:* | -agentpath:* | -javaagent:* | -Xrun* | -XX:StartFlightRecording*) ;;
      -*) tried+=("$option") ;;
      *) fail "AEGIS_JAVA_OPTIONS has to be options of Java, which '$option' is not" ;;
    esac
  done
  [[ ${#tried[@]} -eq 0 ]] || said=$("$java" -Xmx300m -XX:+UseSerialGC "${tried[@]}" -version 2>&1 </dev/null) \
    || fail "AEGIS_JAVA_OPTIONS is refused by Java: $(head -n 2 <<<"$said" | paste -s -d ' ' -)"
}

build_all() {
  local modules=()
  mapfile -t modules < <(application_names)
  ! uses_embedded_database || modules+=(db/embedded)
  build "${modules[@]}"
}

# Starts what does not run; only the first time does the schema have to be looked at. Stops nothing when it fails.
start_all() {
  local name before
  if uses_embedded_database; then
    before=$(database_port)
    database_pid >/dev/null || brought_up+=(database)
    start_database || return 1
    # Applications do not follow a database to another port.
    [[ -z $before || $before == "$(database_port)" ]] || stop_applications
  fi
  if [[ -n ${1:-} ]] && ! migrate; then
    warn "the schema could not be brought to this version$(uses_embedded_database || printf \
      '. Is the server of DATABASE_URL running, and may DATABASE_USER_ADMIN change its schema?')"
    return 1
  fi
  for name in $(application_names); do
    pid_of "$name" >/dev/null || brought_up+=("$name")
    ensure_application "$name" || return 1
  done
}

all_is_well() {
  local name host port path heap account
  ! uses_embedded_database || database_pid >/dev/null || return 1
  for name in $(application_names); do
    describe "$name"
    pid_of "$name" >/dev/null && ! is_outdated "$name" && [[ $(http_status "$host" "$port" "$path") == 200 ]] || return 1
  done
}

# Ends a start that failed or was interrupted, with exit code $1: nothing that it began is left half-running.
abandon() {
  trap '' INT TERM HUP
  local i
  for ((i = ${#brought_up[@]} - 1; i >= 0; i--)); do
    if [[ ${brought_up[i]} == database ]]; then
      stop_database || true
    else
      stop_process "${brought_up[i]}" 30
    fi
  done
  exit "$1"
}

show_addresses() {
  local name host port path heap account
  describe online-api
  [[ $host != *:* ]] || host="[$host]"
  local key=''
  # Posting needs no key only as long as the API listens nowhere else.
  case $(setting AEGIS_HOST 127.0.0.1) in
    127.* | localhost | ::1) ;;
    *) key=' -H "X-API-Key: $API_KEY"' ;;
  esac
  cat <<TEXT 2>/dev/null || true

  http://$host:$port        the dashboard; /docs the API, /health, /metrics
  $data/logs

Try:
  curl -s http://$host:$port/feedback -H 'Content-Type: application/json'$key \\
    -d '{"raw_content": "I was charged twice and support ignores me!"}'

TEXT
}

any_outdated() {
  local name
  for name in $(application_names); do
    ! is_outdated "$name" || return 0
  done
  return 1
}

stop_applications() {
  local name
  for name in $(application_names | reversed); do
    stop_process "$name" 30
  done
}

# The command that the detached supervisor is.
supervise_detached() {
  use_data_folder
  java=$(java_home)/bin/java
  detached=yes
  supervise
}

stop_all() {
  stop_applications
  ! uses_embedded_database || stop_database
  forget_notes
  say "stopped"
}

down() {
  refuse_all down "$@"
  use_data_folder
  lock_data_folder
  dismiss_supervisor
  stop_all
}
