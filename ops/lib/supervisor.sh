# shellcheck shell=bash
# Starting again what dies. Sourced by ops/aegis.

# A process that has died this often within a minute is not started again.
most_deaths=5

# All that is known of each process while it is away: the moments of its deaths in the last minute, its state ('due' to be
# started, 'starting', 'waiting' for room on the disk, 'failed'), when it is due, and why it ended. Moments are seconds of this
# shell.
declare -A deaths=() state=() due_at=() why_of=()

# Process id of the launcher that brings the database back, and which port it had.
starter='' port_before=''

components() {
  ! uses_embedded_database || printf 'database\n'
  application_names
}

lives() {
  if [[ $1 == database ]]; then
    database_pid >/dev/null
  else
    pid_of "$1" >/dev/null
  fi
}

# Prints the supervisor's pid; status 1 when there is none.
supervisor_pid() {
  pid_of supervisor
}

# What the supervisor says goes to its log, and to the terminal when there is one.
report() {
  printf '%s %s\n' "$(date -u +%FT%TZ)" "$*" >>"$data/logs/supervisor.log" || true
  [[ -n ${detached:-} ]] || warn "$*"
}

# What status shows of the process $1: when and why it was started again, or why it is not.
note() {
  printf '%s\n' "$2" >"$data/run/$1.note" || true
}

forget_notes() {
  rm -f -- "$data"/run/*.note
}

# start_supervisor: one that outlives this command and its terminal. It is noted down at once: whoever takes the data folder's
# lock next has to see it.
start_supervisor() {
  (own_session "$root/ops/aegis" supervise </dev/null >>"$data/logs/supervisor.log" 2>&1 9>&-) &
  remember supervisor $!
  disown $!
}

# Ends the supervisor, and nothing that it looks after. Only while the data folder is locked: it starts nothing then.
dismiss_supervisor() {
  local pid waited=0
  if pid=$(supervisor_pid); then
    kill -USR1 "$pid" 2>/dev/null || true
    while supervisor_pid >/dev/null; do
      ((waited++ < 100)) || kill -KILL "$pid" 2>/dev/null || true
      sleep 0.1
    done
  fi
  rm -f -- "$(pid_file supervisor)"
}

# Stays until a signal comes. INT, TERM and HUP stop everything; USR1, which other commands send, leaves all as it is.
supervise() {
  local ended='' told='' name
  trap 'ended=stop' INT TERM HUP
  trap 'ended=leave' USR1
  remember supervisor "$BASHPID"
  put_long_log_aside supervisor
  while [[ -z $ended ]]; do
    sleep 1 9>&- &
    wait $! || true
    [[ -z $ended ]] || break
    if [[ -z $told ]] && any_outdated; then
      warn "jars were built anew under the running product: 'ops/aegis up' in another terminal, or Ctrl-C and up again, starts them"
      told=yes
    fi
    for name in $(components); do
      # An error in there ends neither this nor what it looks after.
      look_after "$name" || true
    done
  done
  trap '' INT TERM HUP USR1
  if [[ -n $starter ]]; then
    kill "$starter" 2>/dev/null || true
    wait "$starter" || true
  fi
  if [[ $ended == leave ]]; then
    say "stopped by another command"
    return
  fi
  lock_data_folder
  rm -f -- "$(pid_file supervisor)"
  stop_all
}

# One look at the process $1, which never takes long: whatever has to be waited for is looked at again a second later.
look_after() {
  local name=$1
  if [[ $name == database && -n $starter ]]; then
    ! kill -0 "$starter" 2>/dev/null || return 0
    database_started
  elif lives "$name"; then
    is_back "$name"
  else
    case ${state[$name]:-} in
      '' | starting) has_died "$name" ;;
      due) ((SECONDS < due_at[$name])) || start_again "$name" ;;
      waiting) ! has_room || start_again "$name" ;;
      # Until 'ops/aegis up' starts it.
      *) ;;
    esac
  fi
}

# Whether another command may have taken the process $1 away: then it is not ours to bring back. Takes the data folder's lock,
# which is left to whoever calls, unless it is held elsewhere.
is_ours() {
  try_lock_data_folder || return 1
  # A process that died leaves its pid file; one that was stopped does not.
  if lives "$1" || { [[ $1 != database ]] && [[ ! -f $(pid_file "$1") ]]; }; then
    unlock_data_folder
    return 1
  fi
}

is_back() {
  local name=$1 host port path heap account
  [[ -n ${state[$name]:-} ]] || return 0
  if [[ $name != database ]]; then
    describe "$name"
    [[ $(http_status "$host" "$port" "$path") == 200 ]] || return 0
  fi
  unset "state[$name]"
  has_started "$name"
  report "$name is back"
  note "$name" "started again at $(date -u +%FT%TZ); it had ended: ${why_of[$name]}"
}

has_died() {
  local name=$1 why
  is_ours "$name" || return 0
  unlock_data_folder
  why=$(last_words "$name")
  why_of[$name]=$why
  report "$name has ended: $why"
  if [[ $name == database ]] && ! has_room; then
    wait_for_room
  else
    count_death "$name" "$why"
  fi
}

# count_death NAME WHY: decides when it is started again, if ever.
count_death() {
  local name=$1 why=$2 moment recent=() pause
  for moment in ${deaths[$name]:-} $SECONDS; do
    ((SECONDS - moment >= 60)) || recent+=("$moment")
  done
  deaths[$name]=${recent[*]}
  if ((${#recent[@]} >= most_deaths)); then
    state[$name]=failed
    report "$name has ended ${#recent[@]} times in a minute and is not started again; mend it, then 'ops/aegis up'"
    note "$name" "given up after ${#recent[@]} deaths in a minute: $why"
    return
  fi
  pause=$((1 << (${#recent[@]} - 1)))
  state[$name]=due due_at[$name]=$((SECONDS + pause))
  report "$name is started again in $pause s"
  note "$name" "is started again: $why"
}

# The database's launcher asks for as much.
has_room() {
  (($(df -Pk -- "$data" | awk 'NR == 2 { print $4 }') >= 300 * 1024))
}

wait_for_room() {
  state[database]=waiting
  report "the disk of $data is full: the database is started again as soon as 300 MiB are free"
}

start_again() {
  local name=$1 host port path heap account
  if [[ $name == database ]] && ! has_room; then
    wait_for_room
    return
  fi
  is_ours "$name" || return 0
  state[$name]=starting
  report "starting $name"
  if [[ $name == database ]]; then
    port_before=$(database_port)
    # It may take long to recover, and may be interrupted. The launcher has a lock of its own.
    (exec 9>&- && start_database exec) >"$data/run/database.start" 2>&1 &
    starter=$!
  else
    describe "$name"
    if answers "$host" "$port"; then
      count_death "$name" "port $port on $host is taken by another program$(listener "$port")"
    else
      launch "$name"
    fi
  fi
  unlock_data_folder
}

# The launcher has ended.
database_started() {
  local why
  if wait "$starter"; then
    starter=''
    # Applications do not follow a database to another port.
    if [[ $port_before != "$(database_port)" ]] && try_lock_data_folder; then
      stop_applications
      local name
      for name in $(application_names); do
        describe "$name"
        launch "$name"
      done
      unlock_data_folder
    fi
    return
  fi
  starter=''
  why=$(tr '\n' ' ' <"$data/run/database.start")
  why_of[database]=$why
  report "the database could not be started: $why"
  if has_room; then
    count_death database "$why"
  else
    wait_for_room
  fi
}

# Prints why the process $1 ended, as far as its log tells.
last_words() {
  local said
  if [[ $1 == database ]]; then
    said=$(tail -n 200 -- "$data/logs/mariadb.log" 2>/dev/null | reversed | sed '/^--- start /q' \
      | grep -aE 'ERROR|No space|got signal|Shutdown complete' | head -n 1 || true)
  else
    # What is for people is in plain lines; else the last error.
    said=$(said_since "$1" "$(cat -- "$data/run/$1.from" 2>/dev/null || true)" | grep -avE '^(\{|$)' | tail -n 1 || true)
    [[ -n $said ]] || said=$(said_since "$1" "$(cat -- "$data/run/$1.from" 2>/dev/null || true)" \
      | tail -n 20 | grep -a '"level":"ERROR"' | tail -n 1 || true)
  fi
  said=${said:-it said nothing, as when it is killed from outside (kill -9, or by the system when memory runs out)}
  printf '%s' "${said:0:500}"
}
