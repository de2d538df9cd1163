# shellcheck shell=bash
# Jars: built when they are missing or were built from other sources. Sourced by ops/aegis.

# The JDK, found as the build finds it.
java_home() {
  "$root/mvnw" --java-home
}

# jar_of MODULE: a module's jar is named after its folder.
jar_of() {
  printf '%s' "$root/$1/target/${1##*/}.jar"
}

# Whether the jar $1 was built from other sources than are here now: the build left a mark beside it of what those were. Where
# there are no sources, as in an image, no jar is stale.
is_stale() {
  local jar=$1 mark
  [[ -f $jar ]] || return 0
  [[ -f $root/pom.xml ]] || return 1
  { read -r mark <"${jar%.jar}.built"; } 2>/dev/null || return 0
  # Once for all modules of a command.
  sources=${sources:-$("$root/ops/lib/sources.sh")}
  [[ $mark != "$sources" ]]
}

# Whether the jar $1 and the libraries beside it are there: a build that was interrupted leaves some of them.
is_whole() {
  [[ -f $1 && (-f ${1%.jar}.built || ! -f $root/pom.xml) ]]
}

# Whether a process runs from the jar $1. Replacing it or the libraries beside it would break that one's class loading.
is_in_use() {
  is_on_a_command_line "$1"
}

# build MODULE...: those modules and what they need, except those that run.
build() {
  local module stale=()
  if [[ -n $helped ]]; then
    built_for_help "$@"
    return
  fi
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
  local list module jar begun=$SECONDS log=$root/target/build.log
  list=$(IFS=,; printf '%s' "$*")
  mkdir -p -- "$root/target"
  say "building ${list//,/, } (a few minutes the first time; the log is $log)"
  exec 8>"$root/target/build.lock"
  take_lock 8
  # Maven adds libraries and removes none: those of an older build would be found beside those of this one. None of these runs.
  # And whoever interrupts this leaves no jar behind that counts as built.
  for module in "$@"; do
    jar=$(jar_of "$module")
    rm -rf -- "${jar%.jar}.built" "$root/$module/target/lib"
  done
  # As they are before the build: what is edited meanwhile may be in the jars or not.
  sources=$("$root/ops/lib/sources.sh")
  # One line per module is progress enough; the rest is for when it fails.
  if ! (umask "$usual_umask" && cd -- "$root" && ./mvnw -B -Dmaven.test.skip=true -pl "$list" -am package 8>&- 9>&- </dev/null 2>&1) \
    | tee "$log" | sed -un 's/^\[INFO\] Building \(.*[^ ]\) [^ ]* *\(\[[0-9/]*\]\)$/  \2 \1/p'; then
    exec 8>&-
    grep -m 20 -E '^\[ERROR\]|\.java:\[' "$log" >&2 || tail -n 20 "$log" >&2
    fail "the build failed; the whole log is $log"
  fi
  for module in "$@"; do
    jar=$(jar_of "$module")
    [[ -f $jar ]] || fail "the build made no $jar"
    printf '%s\n' "$sources" >"${jar%.jar}.built"
  done
  exec 8>&-
  say "built in $((SECONDS - begun)) s"
}
