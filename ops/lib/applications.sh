# shellcheck shell=bash
# The applications: what they are, how they are started, when they are ready. Sourced by ops/aegis.

# Name (also the module's folder and the jar's), settings of host and port, port by default, readiness path, heap limit,
# account suffix beside the online one ('-' for none). An application whose module is missing is not part of this build.
applications() {
  local name rest
  while read -r name rest; do
    [[ ! -f $root/$name/pom.xml ]] || printf '%s %s\n' "$name" "$rest"
  done <<'TABLE'
online-api AEGIS_HOST AEGIS_PORT 8000 /health/ready 300m _SCORING
batch-jobs AEGIS_BATCH_HOST AEGIS_BATCH_PORT 8001 /health/ready 256m _BATCH
TABLE
}

application_names() {
  applications | cut -d' ' -f1
}

# Sets host, port, path, heap and account of the application $1. While it runs, and nothing here says where, it is where it was
# started: the next shell may lack what 'up' was given.
describe() {
  local name host_setting port_setting default started_at=()
  read -r name host_setting port_setting default path heap account < <(applications | grep "^$1 ")
  host=$(setting "$host_setting" 127.0.0.1)
  # Where this machine reaches a server that listens everywhere.
  case $host in
    0.0.0.0 | '::' | '*') host=127.0.0.1 ;;
    *) ;;
  esac
  port=$(port_setting "$port_setting" "$default")
  if [[ -n ${data:-} && -z $(setting "$host_setting" '')$(setting "$port_setting" '') ]] && pid_of "$name" >/dev/null \
    && { read -ra started_at <"$data/run/$name.address"; } 2>/dev/null && [[ ${#started_at[@]} -eq 2 ]]; then
    host=${started_at[0]} port=${started_at[1]}
  fi
}

# Has a command that asks the application batch-jobs find it where it runs, without making a data folder for it.
reach_batch() {
  local data host port path heap account
  data=$(setting AEGIS_DATA_DIR "$root/.aegis")
  [[ -z $(setting AEGIS_BATCH_URL '') && -d $data/run ]] || return 0
  describe batch-jobs
  ! pid_of batch-jobs >/dev/null || export AEGIS_BATCH_HOST=$host AEGIS_BATCH_PORT=$port
}

# The setting that says the port of the application $1.
port_setting_of() {
  applications | sed -n "s/^$1 [^ ]* \([^ ]*\) .*/\1/p"
}

# Starts the application $1, whose description is set, without waiting. Its output is its log.
launch() {
  local name=$1 jar options=() extra=() temporary=$data/tmp/$1
  jar=$(jar_of "$name")
  # What the one before left there when it was killed.
  rm -rf -- "$temporary"
  mkdir -p -- "$temporary"
  put_long_log_aside "$name"
  log_size "$name" >"$data/run/$name.from"
  fingerprint "$jar" >"$data/run/$name.build"
  printf '%s %s\n' "$host" "$port" >"$data/run/$name.address"
  options=(
    "-Xmx$heap" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:ReservedCodeCacheSize=64m
    # Each would be a reason to stop for a full collection in the first minute, with nothing to collect.
    -XX:SweeperThreshold=100 -XX:MetaspaceSize=64m
    -XX:+ExitOnOutOfMemoryError -Duser.timezone=UTC
    # It can say nothing itself then; whoever is started next tells of it.
    "-XX:OnOutOfMemoryError=date +%s >>'$data/run/$name.oom'"
    # Protocol Buffers and Snappy use what Java warns of.
    --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
    # The system's folder would keep for ever what a killed process leaves.
    "-Djava.io.tmpdir=$temporary"
    # In an image it is unpacked there. Elsewhere Snappy unpacks it to the folder above.
    "-Dorg.xerial.snappy.lib.path=$root/lib"
    # The compiler's work under load leaves some 30 MB in glibc's free lists, which this gives back.
    -XX:TrimNativeHeapInterval=10000
    # Virtual threads wait for sockets through one thread of the system instead of through two more virtual ones: a quarter less
    # processor time for a request (ops/docs/decisions.md).
    -Djdk.pollerMode=1
    # Halves the processor time of a start, and takes 25 MB less memory. The first orderly end writes the archive.
    -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$(class_archive "$name" "$jar")" '-Xlog:cds*=off,aot*=off'
  )
  # What requests make is garbage soon; most of the rest is detectors, which stay.
  [[ $name != online-api ]] || options+=(-XX:NewRatio=3)
  read -ra extra <<<"$(setting AEGIS_JAVA_OPTIONS '')"
  (
    ! uses_embedded_database || use_accounts '' "$account"
    export AEGIS_DATA_DIR=$data
    # Two of glibc's arenas serve as well as the sixteen it would make here, and hold far less memory.
    export MALLOC_ARENA_MAX=2
    own_session "$java" "${options[@]}" "${extra[@]}" -jar "$jar" </dev/null >>"$data/logs/$name.log" 2>&1 9>&-
  ) &
  remember "$name" $!
  # Its end is ours to tell, not the shell's.
  disown $!
}

# Prints what tells the jar $1 and the libraries beside it from those of any other build.
fingerprint() {
  stat -L "${stamp[@]}" -- "$1" "${1%/*}"/lib/* 2>/dev/null | cksum | cut -d' ' -f1
}

# Whether the jars of the application $1 have been replaced since it was started. It then fails sooner or later, with the
# first class that it has not loaded yet.
is_outdated() {
  local build
  { read -r build <"$data/run/$1.build"; } 2>/dev/null || return 1
  [[ $build != "$(fingerprint "$(jar_of "$1")")" ]]
}

# Prints where the class archive of the application $1 with the jar $2 is. The JVM does not renew one whose jars have
# changed, so its name tells what it was made of; those of other builds go.
class_archive() {
  local key archive
  key=$({ printf '%s\n' "$java" && fingerprint "$2"; } | cksum | cut -d' ' -f1)
  archive=$data/cache/$1-$key.jsa
  mkdir -p -- "$data/cache"
  find "$data/cache" -name "$1-*.jsa" ! -path "$archive" -delete
  printf '%s' "$archive"
}

log_size() {
  size_of "$data/logs/$1.log" || printf 0
}

put_long_log_aside() {
  [[ $(log_size "$1") -lt $((50 * 1024 * 1024)) ]] || mv -f -- "$data/logs/$1.log" "$data/logs/$1.log.1"
}

# said_since NAME BYTE: what the application has said since that byte of its log.
said_since() {
  tail -c "+$((${2:-0} + 1))" -- "$data/logs/$1.log" 2>/dev/null || true
}

# Shows what the application $1 has said since byte $2 of its log: plain lines, which are for people, else the last ones.
show_end_of_log() {
  local said
  said=$(said_since "$1" "$2")
  { grep -v '^{' <<<"$said" || tail -n 10 <<<"$said"; } | tail -n 20 | sed 's/^/  /' >&2
}

# Starts the application $1 unless it runs, and waits until it is ready.
ensure_application() {
  local name=$1 host port path heap account from
  describe "$name"
  if pid_of "$name" >/dev/null && is_outdated "$name"; then
    say "the jars of $name were built anew since it was started: it is restarted"
    stop_process "$name" 30
    # It is started where this command's settings say.
    describe "$name"
  fi
  if pid_of "$name" >/dev/null; then
    [[ $(http_status "$host" "$port" "$path") != 200 ]] || return 0
    say "$name is running but not ready; waiting"
    from=$(log_size "$name")
  else
    ! answers "$host" "$port" || {
      warn "port $port on $host is taken by another program$(listener "$port"). Stop it, or set $(port_setting_of "$name") to another port."
      return 1
    }
    say "starting $name"
    rm -f -- "$data/run/$name.note"
    launch "$name"
    from=$(<"$data/run/$name.from")
  fi
  await_application "$name" "$from" || return 1
  has_started "$name"
}

# What is due once the application $1 is ready. Whoever posts waits for an answer, nobody waits for a job in the same way; but
# a start is waited for, and one that stood back would take minutes on a busy machine.
has_started() {
  [[ $1 != batch-jobs ]] || stand_back "$(pid_of "$1")"
}

# await_application NAME BYTE: waits until the application, whose description is set, is ready: as long as it works on that,
# however slow the machine is. Says what it waits for. A minute in which it took less than a twentieth of a core
# is one in which it did nothing: those that only wait take a third of that. Its log counts from that byte on.
await_application() {
  local name=$1 from=$2 begun=$SECONDS moved=$SECONDS told=$SECONDS second pid code now worked
  second=$(getconf CLK_TCK)
  worked=$(processor_time "$(pid_of "$name" || true)")
  until code=$(http_status "$host" "$port" "$path") && [[ $code == 200 ]]; do
    if ! pid=$(pid_of "$name"); then
      warn "$name ended instead of starting. It said:"
      show_end_of_log "$name" "$from"
      rm -f -- "$(pid_file "$name")"
      return 1
    fi
    now=$(processor_time "$pid")
    ((now - worked < 3 * second)) || worked=$now moved=$SECONDS
    if ((SECONDS - moved > 60)); then
      warn "$name is not ready and has done nothing for a minute (GET http://$host:$port$path); 'ops/aegis down' stops it. Its log says:"
      show_end_of_log "$name" "$from"
      return 1
    elif ((SECONDS - told >= 10)); then
      told=$SECONDS
      case $code in
        000) code='it does not listen yet' ;;
        *) code="GET http://$host:$port$path says $code" ;;
      esac
      say "waiting for $name, for $((SECONDS - begun)) s: $code; it has had $((now / second)) s of processor time"
    fi
    sleep 0.1
  done
}
