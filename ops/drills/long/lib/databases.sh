# shellcheck shell=bash
# What the drills on several databases share: servers, HAProxy and applications on this machine, each ended with the drill, and the
# comparison of what was acknowledged with what is stored. Sourced with $drill (its name) and $root set.
#
# DRILL_PORT (21200) is the first of a hundred ports on 127.0.0.1; CLIENTS (32) post. Everything is kept in $work until the next time.

base=${DRILL_PORT:-21200}
work=$root/target/drills/$drill
declare -A pids=()

say() { printf '%s: %s\n' "$drill" "$*"; }
skip() {
  say "$*"
  exit 77
}
fail() {
  say "$*" >&2
  exit 1
}

# Seconds since the drill began.
clock() { printf '%3d s' "$SECONDS"; }

needs() {
  local program package missing=()
  while (($#)); do
    program=$1 package=$2
    shift 2
    [[ $program == */* && -e $program ]] || command -v "$program" >/dev/null || missing+=("$package")
  done
  ((${#missing[@]} == 0)) || skip "install what is missing (Debian: apt-get install ${missing[*]})"
}

# Servers run by an account that may do nothing else.
as_server=()
((EUID != 0)) || as_server=(setpriv --reuid=mysql --regid=mysql --clear-groups --)

# begin NAME...: empty folders for the servers of these names.
begin() {
  local each
  ((EUID != 0)) || id mysql >/dev/null 2>&1 || skip "needs the account mysql, which Debian's mariadb-server makes"
  java=$("$root/mvnw" --java-home)/bin/java || skip "needs a JDK 25"
  [[ -f $root/online-api/target/online-api.jar && -f $root/batch-jobs/target/batch-jobs.jar ]] \
    || fail "build first: ops/aegis up --detach && ops/aegis down"
  rm -rf --one-file-system -- "$work"
  mkdir -p "$work"
  for each in "$@"; do
    mkdir -p "$work/$each"
    ((EUID != 0)) || chown mysql "$work/$each"
  done
  "${as_server[@]}" test -w "$work/$1" || skip "the account mysql cannot reach $work"
  trap leave EXIT
  trap 'exit 130' INT TERM
}

leave() {
  local name
  for name in "${!pids[@]}"; do
    kill -KILL "${pids[$name]}" 2>/dev/null || true
  done
  wait 2>/dev/null || true
}

# start NAME COMMAND...: runs it, with its output in NAME.log.
start() {
  local name=$1
  shift
  "$@" </dev/null >>"$work/$name.log" 2>&1 &
  pids[$name]=$!
}

# As a machine does that loses its power.
kill_now() {
  kill -KILL "${pids[$1]}"
  wait "${pids[$1]}" 2>/dev/null || true
  unset "pids[$1]"
}

# await SECONDS WHAT COMMAND...
await() {
  local until=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < until)) || fail "waited in vain: $what (see $work)"
    sleep 0.2
  done
}

# sql NAME STATEMENT: as root of the server NAME, by its socket.
sql() {
  "${as_server[@]}" mariadb --no-defaults --batch --skip-column-names --socket="$work/$1/socket" --user=root -e "$2"
}

says() {
  [[ $(sql "$1" "$2") == "$3" ]]
}

# first_data NAME: what every server has before its first start.
first_data() {
  "${as_server[@]}" mariadb-install-db --no-defaults --datadir="$work/$1/data" --auth-root-authentication-method=normal --skip-test-db \
    >"$work/$1.install.log" 2>&1 || fail "mariadb-install-db failed; see $work/$1.install.log"
}

# server NAME PORT CONFIGURATION OPTION...: a mariadbd, small, with a configuration of ops/databases.
server() {
  local name=$1 port=$2 configuration=$3
  shift 3
  start "$name" "${as_server[@]}" mariadbd --defaults-file="$configuration" --datadir="$work/$name/data" --socket="$work/$name/socket" \
    --pid-file="$work/$name/pid" --bind-address=127.0.0.1 --port="$port" --skip-name-resolve --innodb-buffer-pool-size=128M \
    --innodb-log-file-size=48M --max-connections=200 --lc-messages-dir=/usr/share/mysql "$@"
}

# The accounts of Aegis, with what it needs to migrate too, and of HAProxy's checks.
accounts="CREATE DATABASE aegis CHARACTER SET utf8mb4;
  CREATE USER aegis@'127.0.0.1' IDENTIFIED BY 'drill'; GRANT ALL ON aegis.* TO aegis@'127.0.0.1';
  CREATE USER aegis_check@'127.0.0.1';"

# haproxy_with NAME FILE FROM=TO...: a file of ops/databases with other addresses.
haproxy_with() {
  local name=$1 file=$root/ops/databases/$2 each edits=()
  shift 2
  for each in "$@"; do
    edits+=(-e "s/\b${each%%=*}\b/${each#*=}/")
  done
  sed "${edits[@]}" "$file" >"$work/$name.cfg"
  ! grep -q '10\.0\.0\.' "$work/$name.cfg" || fail "an address of $file was not replaced"
  start "$name" haproxy -db -f "$work/$name.cfg"
}

# An application's environment: nothing of this machine's.
environment=()

# url HOSTS
url() {
  printf 'jdbc:mariadb://%s/aegis?sslMode=disable' "$1"
}

migrate() {
  local url=$1 until=$((SECONDS + 30))
  # HAProxy has to find the writer first.
  until try_migration "$url"; do
    ((SECONDS < until)) || fail "the migration failed; see $work/migrate.log"
    sleep 1
  done
}

try_migration() {
  env -i "PATH=$PATH" "HOME=${HOME:-/}" LANG=C.UTF-8 "DATABASE_URL=$1" DATABASE_USER=aegis DATABASE_PASSWORD=drill \
    "$java" -XX:TieredStopAtLevel=1 -Xmx128m "-Dlogback.configurationFile=$root/ops/lib/tool-logging.xml" \
    -cp "$root/online-api/target/online-api.jar:$root/online-api/target/lib/*" io.aegis.db.command.Main migrate \
    >"$work/migrate.log" 2>&1
}

# application NAME JAR URL SETTING...
application() {
  local name=$1 jar=$root/$2/target/$2.jar url=$3
  shift 3
  mkdir -p "$work/data-$name"
  start "$name" env -i "PATH=$PATH" "HOME=${HOME:-/}" LANG=C.UTF-8 MALLOC_ARENA_MAX=2 "AEGIS_DATA_DIR=$work/data-$name" \
    "DATABASE_URL=$url" DATABASE_USER=aegis DATABASE_PASSWORD=drill "${environment[@]}" "$@" \
    "$java" -Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Duser.timezone=UTC \
    --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -jar "$jar"
}

# answer PORT PATH: the first line of what HTTP says.
answer() (
  exec 5<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: dev_api_key\r\n\r\n' "$2" >&5
  IFS= read -r -t 10 line <&5
  printf '%s' "$line"
)

is_ready() {
  [[ $(answer "$1" /health/ready) == *' 200 '* ]]
}

# post RATE URL...: texts, each until it is acknowledged, until stop_posting.
post() {
  local rate=$1
  shift
  start posts "$java" -XX:+UseSerialGC -Xmx128m "$root/ops/drills/long/lib/AcknowledgedTexts.java" "$work/acknowledged" "${CLIENTS:-32}" "$rate" "$@"
  await 60 "the first acknowledgement" is_acknowledged 1
}

acknowledged() {
  cat "$work/acknowledged.count" 2>/dev/null || printf 0
}

is_acknowledged() {
  [[ $(acknowledged) -ge $1 ]]
}

# Whether the posts saw nothing but acknowledgements and 503 (and connections that broke).
stop_posting() {
  local status=0
  touch "$work/acknowledged.stop"
  wait "${pids[posts]}" || status=$?
  unset 'pids[posts]'
  say "$(clock): $(tail -n 1 "$work/posts.log")"
  ((status == 0)) || grep -m 10 '^unexpected' "$work/posts.log" || tail -n 5 "$work/posts.log"
  return "$status"
}

# compare NAME...: every acknowledged id has to be on each of these servers, and no text twice. Prints what is missing.
compare() {
  local name missing lost=0 twice
  cut -d' ' -f2 "$work/acknowledged" | sort -u >"$work/acknowledged.ids"
  say "$(wc -l <"$work/acknowledged.ids") rows were acknowledged"
  for name in "$@"; do
    sql "$name" 'SELECT LOWER(id) FROM aegis.feedback' | sort >"$work/$name.ids"
    missing=$(comm -23 "$work/acknowledged.ids" "$work/$name.ids" | tee "$work/$name.missing" | wc -l)
    say "$name: $(wc -l <"$work/$name.ids") rows, $missing of the acknowledged missing$( ((missing == 0)) || printf ' (%s)' "$work/$name.missing")"
    ((missing == 0)) || lost=1
  done
  twice=$(cut -d' ' -f1,2 "$work/acknowledged" | sort -u | cut -d' ' -f1 | uniq -d | wc -l)
  ((twice == 0)) || say "$twice texts were acknowledged with two ids"
  ((lost == 0 && twice == 0))
}
