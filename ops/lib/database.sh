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
  local pid command
  { read -r pid <"$data/run/mariadb.pid"; } 2>/dev/null || return 1
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  { command=$(tr '\0' '\n' <"/proc/$pid/cmdline"); } 2>/dev/null || return 1
  [[ ${command%%$'\n'*} == */mariadbd ]] && grep -qxF -e "--datadir=$data/mariadb" <<<"$command" || return 1
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
  launcher "$@" start --data-dir "$data" "${port[@]}"
}

# The launcher finds the server even when its pid file is lost.
stop_database() {
  if [[ ! -f $(jar_of db/embedded) ]]; then
    database_pid >/dev/null || return 0
    build db/embedded
  fi
  launcher stop --data-dir "$data"
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

# The server's own tools, beside it in the cache. The password goes by the environment, which others cannot read.
client() (
  local program=$1 pid
  shift
  use_accounts _ADMIN
  pid=$(database_pid) || fail "the database has ended; see $data/logs/mariadb.log"
  export MYSQL_PWD=$DATABASE_PASSWORD_ADMIN
  "$(dirname -- "$(readlink -f "/proc/$pid/exe")")/$program" --no-defaults --skip-ssl --protocol=tcp \
    --host=127.0.0.1 --port="$(database_port)" --user="$DATABASE_USER_ADMIN" --default-character-set=utf8mb4 "$@"
)

empty_schema() {
  client mariadb -e 'DROP DATABASE IF EXISTS aegis; CREATE DATABASE aegis CHARACTER SET utf8mb4'
}

# tool CLASS ARGUMENT...: runs a command of the product's own, which the online application's jars hold.
tool() {
  in_admin_environment "$(java_home)/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m \
    "-Dlogback.configurationFile=$root/ops/lib/tool-logging.xml" \
    -cp "$root/online-api/target/online-api.jar:$root/online-api/target/lib/*" "$@" 9>&-
}

migrate() {
  tool io.aegis.db.command.Main migrate
}

# A dump holds what customers wrote: it is for its owner only.
backup() {
  umask 077
  client mariadb-dump --single-transaction --routines --triggers --hex-blob aegis | gzip >"$1.part" \
    && mv -- "$1.part" "$1" && say "dumped to $1" && return
  rm -f -- "$1.part"
  fail "the dump failed; nothing was written to $1"
}

# Ends the command unless the file $1 is a whole dump of Aegis's schema: it is read to its end before anything is dropped.
check_dump() {
  local marks
  gzip -t -- "$1" 2>/dev/null \
    || fail "$1 is damaged, or was not made by 'ops/aegis db backup'; nothing was changed"
  # Rows never begin a line with these: a dump writes line ends within texts as \n.
  marks=$(gzip -dc -- "$1" | LC_ALL=C grep -aoE \
    '^(-- MariaDB dump|-- Dump completed|CREATE TABLE `(feedback|flyway_schema_history)`|CREATE DATABASE|USE `)' || true)
  [[ $marks == '-- MariaDB dump'*'CREATE TABLE `feedback`'*'CREATE TABLE `flyway_schema_history`'* \
    && $marks != *'CREATE DATABASE'* && $marks != *'USE `'* ]] \
    || fail "$1 is not a dump of Aegis made by 'ops/aegis db backup'; nothing was changed"
  [[ $marks == *$'\n''-- Dump completed' ]] \
    || fail "$1 ends too early: the dump was cut off while it was made or copied; nothing was changed"
}

restore() {
  empty_schema
  gzip -dc -- "$1" | client mariadb aegis || fail "the restore failed half-way; restore again from a good dump"
  say "restored from $1"
  migrate
}

database_command() {
  local command=${1:-}
  [[ $# -eq 0 ]] || shift
  case $command in
    migrate)
      build online-api
      with_database migrate
      return
      ;;
    backup | restore | reset) ;;
    *) fail "usage: ops/aegis db migrate | backup FILE | restore FILE | reset [--yes]" 2 ;;
  esac
  uses_embedded_database \
    || fail "'db $command' is for the embedded database; DATABASE_URL is set, so use that server's own tools"
  use_data_folder
  lock_data_folder
  if [[ $command == backup ]]; then
    [[ $# -eq 1 ]] || fail "usage: ops/aegis db backup FILE" 2
    with_database backup "$1"
    return
  fi
  local name
  while read -r name; do
    ! pid_of "$name" >/dev/null || fail "$name is running; 'ops/aegis down' first"
  done < <(application_names)
  build online-api
  if [[ $command == restore ]]; then
    [[ $# -eq 1 && -r $1 ]] || fail "usage: ops/aegis db restore FILE, with a file that can be read" 2
    check_dump "$1"
    with_database restore "$1"
  else
    if [[ ${1:-} != --yes ]]; then
      local answer=''
      read -r -p "This deletes everything stored in $data. Type 'reset' to go on: " answer || true
      [[ $answer == reset ]] || fail "nothing was changed"
    fi
    with_database reset
  fi
}

reset() {
  empty_schema
  migrate
  say "the database is empty"
}
