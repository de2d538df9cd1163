# shellcheck shell=bash
# The embedded MariaDB, and the accounts that each process is given. Sourced by ops/aegis.

# launcher [exec] ARGUMENT...
launcher() {
  local how=()
  [[ $1 != exec ]] || { how=(exec) && shift; }
  "${how[@]}" "$(java_home)/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -jar "$(jar_of db/embedded)" "$@" 9>&-
}

# Prints the embedded server's pid; status 1 when it does not live. It is known by the data folder on its command line.
database_pid() {
  local pid
  { read -r pid <"$data/run/mariadb.pid"; } 2>/dev/null || return 1
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  is_server_of "$pid" "$data/mariadb" || return 1
  printf '%s' "$pid"
}

database_port() {
  sed -n 's|^DATABASE_URL=jdbc:mariadb://127.0.0.1:\([0-9]*\)/.*|\1|p' "$data/database.env" 2>/dev/null || true
}

# start_database [exec]: starts the server, or takes a living one over; with exec in place of this shell.
start_database() {
  local port=()
  rm -f -- "$data/run/database.note"
  [[ -z $(setting AEGIS_DATABASE_PORT '') ]] || port=(--port "$(port_setting AEGIS_DATABASE_PORT 3307)")
  AEGIS_MARIADBD=$(setting AEGIS_MARIADBD '') launcher "$@" start --data-dir "$data" "${port[@]}"
}

# The launcher finds the server even when its pid file is lost; where a build was interrupted there is none.
stop_database() {
  if is_whole "$(jar_of db/embedded)"; then
    launcher stop --data-dir "$data"
  else
    stop_server
  fi
}

# Stops the server as its launcher does, without it.
stop_server() {
  local pid waited=0
  pid=$(database_pid) || return 0
  say "stopping the database (pid $pid)"
  kill -TERM "$pid" 2>/dev/null || true
  while database_pid >/dev/null; do
    ((waited++ < 1200)) || fail "the database (pid $pid) has not ended in two minutes; see $data/logs/mariadb.log"
    sleep 0.1
  done
}

# use_accounts SUFFIX...: exports how to reach the embedded database, with the accounts of these suffixes and no others.
# Only in a subshell that runs one process.
use_accounts() {
  local name value suffix
  while IFS='=' read -r name value; do
    [[ $name != DATABASE_URL ]] || export DATABASE_URL="$value"
    for suffix in "$@"; do
      [[ $name != "DATABASE_USER$suffix" && $name != "DATABASE_PASSWORD$suffix" ]] || export "$name=$value"
    done
  done <"$data/database.env"
}

# Runs a command with the account that may change the schema. The commands read no .env themselves.
in_admin_environment() (
  if uses_embedded_database; then
    use_accounts '' _ADMIN
  else
    for name in DATABASE_URL DATABASE_USER DATABASE_PASSWORD DATABASE_USER_ADMIN DATABASE_PASSWORD_ADMIN; do
      export "$name=$(setting "$name" '')"
    done
  fi
  "$@"
)

# Runs a command while the database runs; an embedded one that did not run before does not run afterwards.
with_database() {
  use_data_folder
  local started='' status=0
  if uses_embedded_database && ! database_pid >/dev/null; then
    build db/embedded
    # Until it is stopped again: nobody else may take it for one that stays.
    lock_data_folder
    start_database >&2
    started=yes
  fi
  # In a shell of its own, so that whatever ends it does not leave the database behind; and not as a condition, in which
  # the shell would go on after errors.
  set +e
  (set -e && "$@")
  status=$?
  set -e
  [[ -z $started ]] || stop_database >&2
  return "$status"
}

# The server's own tools: beside it in the cache, or where the system has them. The password goes by the environment, which
# others cannot read.
client() (
  local program=$1 pid path
  shift
  use_accounts _ADMIN
  pid=$(database_pid) || fail "the database has ended; see $data/logs/mariadb.log"
  export MYSQL_PWD=$DATABASE_PASSWORD_ADMIN
  path="$(dirname -- "$(program_of "$pid")")/$program"
  [[ -x $path ]] || path=$(command -v "$program") \
    || fail "there is no $program beside the server; install the package mariadb-client"
  "$path" --no-defaults --skip-ssl --protocol=tcp \
    --host=127.0.0.1 --port="$(database_port)" --user="$DATABASE_USER_ADMIN" --default-character-set=utf8mb4 "$@"
)

empty_schema() {
  client mariadb -e 'DROP DATABASE IF EXISTS aegis; CREATE DATABASE aegis CHARACTER SET utf8mb4'
}

# Prints a line for each table that holds rows, with their number.
count_rows() {
  local table query=''
  while read -r table; do
    query+="SELECT COUNT(*), '$table' FROM aegis.\`$table\`;"
  done < <(client mariadb --batch --skip-column-names -e \
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'aegis' AND table_type = 'BASE TABLE' ORDER BY 1")
  [[ -z $query ]] || client mariadb --batch --skip-column-names -e "$query" | awk '$1 > 0 { printf "  %12d  %s\n", $1, $2 }'
}

# confirm WORD [--yes]: says what the command of this name is about to destroy, and goes on when a person types that word or
# --yes was given. Where nothing is stored there is nothing to ask.
confirm() {
  local lost answer=''
  lost=$(count_rows) || fail "the database does not say what it holds; nothing was changed"
  [[ -n $lost ]] || return 0
  say "This deletes everything stored in $data, as rows and tables:"
  say "$lost"
  [[ ${2:-} != --yes ]] || return 0
  [[ -t 0 ]] || fail "nothing was changed: without a terminal 'db $1' needs --yes" 2
  read -r -p "Type '$1' to go on: " answer || true
  [[ $answer == "$1" ]] || fail "nothing was changed"
}

# product CLASS ARGUMENT...: runs a command of the product's own, which the online application's jars hold.
product() {
  "$(java_home)/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m \
    "-Dlogback.configurationFile=$root/ops/lib/tool-logging.xml" \
    -cp "$root/online-api/target/online-api.jar:$root/online-api/target/lib/*" "$@" 9>&-
}

# tool CLASS ARGUMENT...: the same on the database.
tool() {
  in_admin_environment product "$@"
}

migrate() {
  tool io.aegis.db.command.Main migrate
}

# A dump holds what customers wrote: it is for its owner only.
backup() {
  umask 077
  client mariadb-dump --single-transaction --skip-triggers --hex-blob aegis | gzip >"$1.part" \
    && mv -- "$1.part" "$1" && say "dumped to $1" && return
  rm -f -- "$1.part"
  fail "the dump failed; nothing was written to $1"
}

# Ends the command unless a dump can be written to the file $1.
check_target() {
  [[ -n $1 ]] || fail "usage: ops/aegis db backup FILE" 2
  [[ ! -d $1 && $1 != */ ]] || fail "$1 is a folder; 'db backup' takes the name of a file" 2
  local folder=.
  [[ $1 != */* ]] || folder=${1%/*}
  [[ -d ${folder:-/} ]] || fail "there is no folder $folder to put the dump in" 2
  [[ -w ${folder:-/} && (! -e $1 || -f $1) ]] || fail "nothing can be written to $1; choose another place for the dump" 2
}

# Ends the command unless the file $1 is a whole dump and holds only what 'backup' writes: it is read to its end before
# anything is dropped.
check_dump() {
  launcher check-dump "$1" || fail "nothing was changed"
}

# restore FILE [--yes]. The client runs no command and reads no file, whatever it finds.
restore() {
  confirm restore "${2:-}"
  empty_schema
  gzip -dc -- "$1" | client mariadb --sandbox aegis || fail "the restore failed half-way; restore again from a good dump"
  say "restored from $1"
  migrate
}

database_command() {
  local command=${1:-} word file='' yes='' usage='usage: ops/aegis db migrate | backup FILE | restore FILE [--yes] | reset [--yes]'
  [[ $# -eq 0 ]] || shift
  [[ $command =~ ^(migrate|backup|restore|reset)$ ]] || fail "$usage" 2
  for word in "$@"; do
    case $command:$word in
      restore:--yes | reset:--yes) yes=--yes ;;
      *:-* | migrate:* | reset:*) refuse "db $command" "$word" ;;
      *)
        [[ -z $file ]] || refuse "db $command" "$word"
        file=$word
        ;;
    esac
  done
  case $command in
    migrate)
      build online-api
      with_database migrate
      return
      ;;
    backup) check_target "$file" ;;
    restore) [[ -f $file && -r $file ]] || fail "$usage, with a file that can be read" 2 ;;
    *) ;;
  esac
  uses_embedded_database \
    || fail "'db $command' is for the embedded database; DATABASE_URL is set, so use that server's own tools"
  use_data_folder
  lock_data_folder
  if [[ $command == backup ]]; then
    with_database backup "$file"
    return
  fi
  local name
  while read -r name; do
    ! pid_of "$name" >/dev/null || fail "$name is running; 'ops/aegis down' first"
  done < <(application_names)
  ! supervisor_pid >/dev/null || fail "a supervisor looks after the database; 'ops/aegis down' first"
  build online-api db/embedded
  if [[ $command == restore ]]; then
    check_dump "$file"
    with_database restore "$file" "$yes"
  else
    with_database reset "$yes"
  fi
}

reset() {
  confirm reset "${1:-}"
  empty_schema
  migrate
  say "the database is empty"
}
