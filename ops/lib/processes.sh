# shellcheck shell=bash
# Processes, known by their pid AND the moment they started: a pid alone may belong to anybody by now. Sourced by ops/aegis.

pid_file() {
  printf '%s' "$data/run/$1.pid"
}

# remember NAME PID
remember() {
  printf '%s %s\n' "$2" "$(start_of "$2" || true)" >"$(pid_file "$1")"
}

# Prints the pid of the application $1; status 1 when it does not live.
pid_of() {
  local pid started
  read -r pid started 2>/dev/null <"$(pid_file "$1")" || return 1
  [[ $pid =~ ^[0-9]+$ && -n $started && $(start_of "$pid") == "$started" ]] || return 1
  printf '%s' "$pid"
}

# stop_process NAME SECONDS: asks it to end and waits; then kills it, aloud.
stop_process() {
  local name=$1 timeout=$2 pid waited=0
  if pid=$(pid_of "$name"); then
    say "stopping $name (pid $pid)"
    kill -TERM "$pid" 2>/dev/null || true
    while pid_of "$name" >/dev/null; do
      if ((waited++ == timeout * 10)); then
        warn "$name (pid $pid) did not end within $timeout s and is killed"
        kill -KILL "$pid" 2>/dev/null || true
      fi
      sleep 0.1
    done
  fi
  rm -f -- "$(pid_file "$name")"
}

# Whether somebody accepts connections at address $1, port $2.
answers() {
  (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

# Whether the server at address $1, port $2 greets whoever connects, as a database does: one that hangs is connected to
# all the same.
greets() {
  # shellcheck disable=SC2034 # any byte will do
  (exec 3<>"/dev/tcp/$1/$2" && read -r -t 2 -n 1 byte <&3) 2>/dev/null
}

# Names who listens on port $1, as far as this user may see it.
listener() {
  local line
  command -v ss >/dev/null || return 0
  line=$(ss -Hltnp "sport = :$1" 2>/dev/null | sed -n 's/.*users:(("\([^"]*\)",pid=\([0-9]*\).*/\1, pid \2/p' | head -n 1)
  [[ -z $line ]] || printf ' (%s)' "$line"
}

# The status of GET http://HOST:PORT/PATH, or 000. Needs no curl.
http_status() {
  local answer=''
  # A server that accepts and then says nothing must not hold us: hence the subshell with a time limit on its read.
  answer=$({
    exec 3<>"/dev/tcp/$1/$2"
    printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$3" "$2" >&3
    read -r -t 5 answer <&3
    printf '%s' "$answer"
  } 2>/dev/null) || true
  [[ $answer =~ ^HTTP/1\.[01]\ ([0-9]{3}) ]] && printf '%s' "${BASH_REMATCH[1]}" || printf '000'
}

# Whether the answer to GET http://HOST:PORT/PATH, which is short, says a word. Needs no curl.
http_says() {
  local answer=''
  answer=$({
    exec 3<>"/dev/tcp/$1/$2"
    printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$3" "$2" >&3
    read -r -t 5 -d '' -N 8192 answer <&3 || true
    printf '%s' "$answer"
  } 2>/dev/null) || true
  [[ $answer == *"$4"* ]]
}

# Only one command at a time changes what runs on a data folder. Held as descriptor 9, which no process that is to stay
# may inherit. Holding it already is no obstacle.
lock_data_folder() {
  [[ -z ${locked:-} ]] || return 0
  exec 9>"$data/run/aegis.lock"
  if ! take_lock 9 0; then
    say "another ops/aegis is starting or stopping the same data folder; waiting for it"
    take_lock 9 600 || fail "the other ops/aegis has not finished in ten minutes; end it, then try again"
  fi
  locked=yes
}

# The same without waiting; status 1 when another command has it.
try_lock_data_folder() {
  exec 9>"$data/run/aegis.lock"
  if ! take_lock 9 0; then
    exec 9>&-
    return 1
  fi
  locked=yes
}

unlock_data_folder() {
  exec 9>&-
  locked=''
}
