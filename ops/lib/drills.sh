# shellcheck shell=bash
# Drills that take longer than a build should, or more of a machine than it should ask for. Sourced by ops/aegis.

# Exit code of a drill that cannot be done here, as it is in other test harnesses.
skipped=77

# The drills that there are, each with what it says of itself in its second line.
drills() {
  local file
  printf 'usage: ops/aegis drill NAME\n\n'
  for file in "$root/ops/drills/long"/*; do
    [[ ! -f $file ]] || printf '  %-20s%s\n' "${file##*/}" "$(sed -n '2s/^# //p' "$file")"
  done
}

drill() {
  local folder=$root/ops/drills/long name=${1:-} status=0
  if [[ ! $name =~ ^[a-z][a-z0-9-]*$ || ! -x $folder/$name ]]; then
    drills >&2
    [[ -n $name ]] || exit 2
    [[ $name != -* ]] || refuse drill "$name"
    fail "there is no drill '$name'" 2
  fi
  shift
  "$folder/$name" "$@" || status=$?
  case $status in
    0) say "the drill $name passed" ;;
    "$skipped") warn "the drill $name was not done" ;;
    *) warn "the drill $name FAILED ($status)" ;;
  esac
  return "$status"
}
