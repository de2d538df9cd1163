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

# Whether a process runs from the applications' jars. Replacing those under it would break its class loading.
jars_are_in_use() {
  local module
  # The names go by standard input: on its command line grep would find itself.
  grep -qsaF -f <(for module in $(application_names); do jar_of "$module" && echo; done) /proc/[0-9]*/cmdline
}

# build MODULE...: those modules and what they need.
build() {
  local module stale=() missing=''
  for module in "$@"; do
    is_stale "$(jar_of "$module")" || continue
    stale+=("$module")
    [[ -f $(jar_of "$module") ]] || missing=yes
  done
  [[ ${#stale[@]} -gt 0 ]] || return 0
  if jars_are_in_use; then
    [[ -z $missing ]] || fail "${stale[*]} has to be built first, but Aegis is running from this checkout: 'ops/aegis down' it"
    warn "the sources have changed, but Aegis is running; 'ops/aegis down' and 'up' will use them"
    return 0
  fi
  run_build "${stale[@]}"
}

run_build() {
  local list begun=$SECONDS log=$root/target/build.log moment
  list=$(IFS=,; printf '%s' "$*")
  mkdir -p -- "$root/target"
  say "building ${list//,/, } (a few minutes the first time; the log is $log)"
  moment=$(mktemp)
  exec 8>"$root/target/build.lock"
  flock 8
  # One line per module is progress enough; the rest is for when it fails.
  if ! (cd -- "$root" && ./mvnw -B -Dmaven.test.skip=true -pl "$list" -am package 8>&- 9>&- </dev/null 2>&1) \
    | tee "$log" | sed -un 's/^\[INFO\] Building \(.*[^ ]\) [^ ]* *\(\[[0-9/]*\]\)$/  \2 \1/p'; then
    exec 8>&-
    grep -m 20 -E '^\[ERROR\]|\.java:\[' "$log" >&2 || tail -n 20 "$log" >&2
    fail "the build failed; the whole log is $log"
  fi
  local module
  for module in "$@"; do
    local jar
    jar=$(jar_of "$module")
    [[ -f $jar ]] || fail "the build made no $jar"
    touch -r "$moment" "${jar%.jar}.built"
  done
  rm -f -- "$moment"
  exec 8>&-
  say "built in $((SECONDS - begun)) s"
}
