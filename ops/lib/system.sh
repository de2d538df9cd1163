# shellcheck shell=bash
# What systems do differently. Linux tells of processes in files, others by ps; what Linux has of programs, such as flock and
# setsid, Perl does elsewhere, which macOS comes with. Sourced by ops/aegis.

proc=/proc
[[ -r $proc/self/stat ]] || proc=''

# ps_of COLUMN PID: what ps says of a process, in words that no language changes; nothing when there is none.
ps_of() {
  LC_ALL=C ps -ww -o "$1=" -p "$2" 2>/dev/null | sed 's/^ *//; s/ *$//'
}

# The part of the file stat of process $1 after the name, which may itself hold anything; status 1 when there is no such process.
process_stat() {
  local stat
  { stat=$(<"$proc/$1/stat"); } 2>/dev/null || return 1
  printf '%s\n' "${stat##*) }"
}

# Prints when process $1 started, which never changes; status 1 when it does not live.
start_of() {
  local fields state
  if [[ -n $proc ]]; then
    read -ra fields < <(process_stat "$1") || return 1
    [[ ${fields[0]:-Z} != Z ]] || return 1
    printf '%s' "${fields[19]}"
  else
    state=$(ps_of stat "$1")
    [[ ${state:-Z} != Z* ]] || return 1
    ps_of lstart "$1"
  fi
}

# Prints the processor time that process $1 has had, in clock ticks.
processor_time() {
  local fields
  if [[ -n $proc ]]; then
    read -ra fields < <(process_stat "$1") || true
    printf '%s' "$((${fields[11]:-0} + ${fields[12]:-0}))"
  else
    printf '%s' "$(($(seconds_of "$(ps_of time "$1")") * $(getconf CLK_TCK)))"
  fi
}

# Prints how long process $1 has lived, in seconds; nothing when it does not.
age_of() {
  local started up
  if [[ -n $proc ]]; then
    started=$(start_of "$1") || return 0
    read -r up _ <"$proc/uptime"
    printf '%s' "$((${up%.*} - started / $(getconf CLK_TCK)))"
  else
    started=$(ps_of etime "$1")
    [[ -z $started ]] || seconds_of "$started"
  fi
}

# seconds_of [[DAYS-]HOURS:]MINUTES:SECONDS[.HUNDREDTHS], as ps writes times; nothing counts as 0.
seconds_of() {
  awk -F '[-:]' '{ days = /-/ ? $1 : 0
    for (i = /-/ ? 2 : 1; i <= NF; i++) { seconds = seconds * 60 + $i }
    printf "%d", days * 86400 + seconds }' <<<"${1:-0:0}"
}

# Prints the memory that process $1 has, in KiB.
memory_of() {
  local memory
  if [[ -n $proc ]]; then
    memory=$(sed -n 's/^VmRSS:[[:space:]]*\([0-9]*\) kB/\1/p' "$proc/$1/status" 2>/dev/null || true)
  else
    memory=$(ps_of rss "$1")
  fi
  printf '%s' "${memory:-0}"
}

# is_server_of PID FOLDER: whether the process is a MariaDB server with this data folder.
is_server_of() {
  local command
  if [[ -n $proc ]]; then
    { command=$(tr '\0' '\n' <"$proc/$1/cmdline"); } 2>/dev/null || return 1
    [[ ${command%%$'\n'*} == */mariadbd ]] && grep -qxF -e "--datadir=$2" <<<"$command"
  else
    command=$(ps_of command "$1")
    [[ ${command%% --*} == */mariadbd && "$command " == *" --datadir=$2 "* ]]
  fi
}

# Prints which program process $1 runs, links followed.
program_of() {
  local command
  if [[ -n $proc ]]; then
    readlink -f "$proc/$1/exe"
  else
    command=$(ps_of command "$1")
    readlink -f "${command%% --*}"
  fi
}

# Whether any process names $1 on its command line. The name goes by standard input: on its own command line grep would find itself.
is_on_a_command_line() {
  if [[ -n $proc ]]; then
    grep -qsaF -f /dev/stdin "$proc"/[0-9]*/cmdline <<<"$1"
  else
    LC_ALL=C ps -axww -o command= | grep -qaF -f /dev/fd/3 3<<<"$1"
  fi
}

# Becomes a command in a session of its own, which the end of a terminal does not reach. Only in a subshell.
own_session() {
  ! command -v setsid >/dev/null || exec setsid "$@"
  exec perl -MPOSIX=setsid -e 'setsid(); exec(@ARGV) or die "$ARGV[0]: $!\n"' -- "$@"
}

# Makes process $1, and so the session that it leads, stand back where processors are short. Linux weighs sessions before
# processes (autogroup) and knows a priority for each thread, so all are told; what a kernel does not know of, or a container
# forbids, is left.
stand_back() {
  local pids=("$1") again
  if [[ -n $proc ]]; then
    { echo 10 >"$proc/$1/autogroup"; } 2>/dev/null || :
    # Twice: those that a thread has begun meanwhile have its old priority.
    for again in 1 2; do
      pids=("$proc/$1/task"/*)
      renice 10 -p "${pids[@]##*/}" >/dev/null 2>&1 || :
    done
  else
    renice 10 -p "${pids[@]}" >/dev/null 2>&1 || :
  fi
}

# take_lock DESCRIPTOR [SECONDS]: locks the file that is open as this descriptor, waiting as long as it takes or at most so many
# seconds; status 1 when somebody else has it.
take_lock() {
  if command -v flock >/dev/null; then
    flock ${2:+-w "$2"} "$1"
  else
    perl -MFcntl=:flock -e 'my ($number, $seconds) = @ARGV;
      open(my $file, ">&=", $number) or die "descriptor $number: $!\n";
      $SIG{ALRM} = sub { exit 1 };
      alarm $seconds if $seconds;
      exit(flock($file, defined $seconds && $seconds == 0 ? LOCK_EX | LOCK_NB : LOCK_EX) ? 0 : 1)' "$@"
  fi
}

# Prints the size of the file $1 in bytes; status 1 when there is none.
size_of() {
  local size
  { size=$(wc -c <"$1"); } 2>/dev/null || return 1
  printf '%s' "$((size))"
}

# What tells a file from one that replaced it: name, size, time of change.
if stat --version >/dev/null 2>&1; then
  stamp=(-c '%n %s %.9Y')
else
  stamp=(-f '%N %z %Fm')
fi

# The lines of standard input, the last first.
reversed() {
  sed -n '1!G; h; $p'
}
