# shellcheck shell=bash
# Jars: built when they are missing or older than their sources. Sourced by ops/aegis.

# The JDK, found as the build finds it.
java_home() {
  "$root/mvnw" --java-home
}

# jar_of MODULE: a module's jar is named after its folder.
jar_of() {
  printf '%s' "$root/$1/target/${1##*/}.jar"
}

# Whether the jar $1 lacks something that is in the sources. A build that found nothing to do leaves the jar's time as it
# was, but sets its own mark.
is_stale() {
  local jar=$1 mark=${1%.jar}.built newer=()
  [[ -f $jar ]] || return 0
  [[ ! -f $mark ]] || newer=(-newer "$mark")
  # Folders count as well: their time tells of files that were deleted.
  [[ -n $(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/*/pom.xml "$root/db/accounts" \
    "$root"/*/src/main "$root"/*/*/src/main -newer "$jar" "${newer[@]}" -print -quit 2>/dev/null || true) ]]
}

# Whether a process runs from the jar $1. Replacing it or the libraries beside it would break that one's class loading.
is_in_use() {
  # The name goes by standard input: on its own command line grep would find itself.
  grep -qsaF -f /dev/stdin /proc/[0-9]*/cmdline <<<"$1"
}

# build MODULE...: those modules and what they need, except those that run.
build() {
  local module stale=()
  for module in "$@"; do
    if ! is_stale "$(jar_of "$module")"; then
      continue
    elif is_in_use "$(jar_of "$module")"; then
      warn "the sources of $module have changed, but it is running; 'ops/aegis down' and 'up' will use them"
    else
      stale+=("$module")
    fi
  done
  [[ ${#stale[@]} -eq 0 ]] || run_build "${stale[@]}"
}

run_build() {
  local list module jar begun=$SECONDS moment log=$root/target/build.log
  list=$(IFS=,; printf '%s' "$*")
  mkdir -p -- "$root/target"
  say "building ${list//,/, } (a few minutes the first time; the log is $log)"
  moment=$(date +%s.%N)
  exec 8>"$root/target/build.lock"
  flock 8
  # One line per module is progress enough; the rest is for when it fails.
  if ! (cd -- "$root" && ./mvnw -B -Dmaven.test.skip=true -pl "$list" -am package 8>&- 9>&- </dev/null 2>&1) \
    | tee "$log" | sed -un 's/^\[INFO\] Building \(.*[^ ]\) [^ ]* *\(\[[0-9/]*\]\)$/  \2 \1/p'; then
    exec 8>&-
    grep -m 20 -E '^\[ERROR\]|\.java:\[' "$log" >&2 || tail -n 20 "$log" >&2
    fail "the build failed; the whole log is $log"
  fi
  for module in "$@"; do
    jar=$(jar_of "$module")
    [[ -f $jar ]] || fail "the build made no $jar"
    touch -d "@$moment" -- "${jar%.jar}.built"
  done
  exec 8>&-
  say "built in $((SECONDS - begun)) s"
}
