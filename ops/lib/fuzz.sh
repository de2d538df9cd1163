# shellcheck shell=bash
# Fuzzing of what reads bytes of strangers, by the driver of Jazzer alone, so that the tests do without it. Sourced by ops/aegis.

# Name (also the corpus's folder) and class, below io.aegis.online, of each target.
fuzz_targets() {
  cat <<'TABLE'
json scoring.failure.JsonFuzz
protobuf scoring.remotewrite.RemoteWriteFuzz
multipart imports.MultipartFuzz
chunks http.connection.ChunkFuzz
csv imports.FileFuzz
cookie security.CookieFuzz
cursor feedback.CursorFuzz
TABLE
}

# fuzz [TARGET|all] [SECONDS]: status 1 when there are findings.
fuzz() {
  local wanted=${1:-all} seconds=${2:-60} name class found=()
  [[ $wanted != -* ]] || refuse fuzz "$wanted"
  [[ $# -le 2 && $seconds =~ ^[1-9][0-9]{0,5}$ ]] || fail "usage: ops/aegis fuzz [TARGET] [SECONDS]" 2
  [[ $wanted == all ]] || fuzz_targets | grep -q "^$wanted " \
    || fail "there is no target '$wanted'; there are $(fuzz_targets | cut -d' ' -f1 | tr '\n' ' ')" 2
  build_fuzz
  while read -r name class; do
    [[ $wanted == all || $wanted == "$name" ]] || continue
    fuzz_one "$name" "io.aegis.online.$class" "$seconds" || found+=("$name")
  done < <(fuzz_targets)
  [[ ${#found[@]} -eq 0 ]] || {
    warn "findings in ${found[*]}: mend them, and keep the smallest input of each in online-api/src/test/fuzz/TARGET"
    exit 1
  }
}

# Compiles the targets, which are among the tests, and notes what they need.
build_fuzz() {
  local log=$root/target/fuzz-build.log
  mkdir -p -- "$root/target"
  say "compiling the targets (the log is $log)"
  (cd -- "$root" && ./mvnw -B -Pfuzz -DskipTests -pl online-api -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/fuzz.classpath -Dmdep.includeScope=test </dev/null >"$log" 2>&1) || {
    grep -m 20 -E '^\[ERROR\]|\.java:\[' "$log" >&2 || true
    fail "that failed; the whole log is $log"
  }
}

# fuzz_one NAME CLASS SECONDS: what is found goes to online-api/target/fuzz/NAME, new inputs of interest to corpus in it.
fuzz_one() {
  local name=$1 class=$2 seconds=$3 module=$root/online-api folder before
  folder=$module/target/fuzz/$name
  mkdir -p -- "$folder/corpus"
  before=$(fuzz_findings "$folder")
  say "fuzzing $name for $seconds s"
  # The first input waits for classes to be loaded and changed, on a busy machine for some ten seconds.
  # What is known (corpus) and what is new are two folders; only the first is written to.
  (cd -- "$folder" && "$(java_home)/bin/java" -XX:+UseSerialGC -Xmx512m -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow \
    -cp "$module/target/test-classes:$module/target/classes:$(<"$module/target/fuzz.classpath")" \
    com.code_intelligence.jazzer.Jazzer "--target_class=$class" '--instrumentation_includes=io.aegis.**' --keep_going=10 \
    "-max_total_time=$seconds" -timeout=30 -report_slow_units=30 -rss_limit_mb=1500 -print_final_stats=1 corpus "$module/src/test/fuzz/$name" \
    </dev/null >"$folder/fuzz.log" 2>&1) || true
  grep -q '^Done [0-9]* runs' "$folder/fuzz.log" || {
    tail -n 20 "$folder/fuzz.log" >&2
    warn "$name ended early; its log is $folder/fuzz.log"
    return 1
  }
  sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) second.*/  \1 runs in \2 s/p' "$folder/fuzz.log"
  [[ $(fuzz_findings "$folder") == "$before" ]] || {
    grep -A 4 '^== Java Exception' "$folder/fuzz.log" >&2 || true
    warn "$name has findings in $folder"
    return 1
  }
}

fuzz_findings() {
  find "$1" -maxdepth 1 \( -name 'crash-*' -o -name 'timeout-*' -o -name 'oom-*' -o -name 'slow-unit-*' \) | sort
}
