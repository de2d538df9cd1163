# shellcheck shell=bash
# Settings that this command itself needs. Sourced by ops/aegis.

# Prints what ./.env says of the setting $1; status 1 when it says nothing. The file is read as the applications read
# it, and never run: it is data.
dotenv() {
  local line value
  [[ -r .env ]] || return 1
  while IFS= read -r line || [[ -n $line ]]; do
    line=${line#$'\xef\xbb\xbf'}
    [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Za-z_][A-Za-z0-9_]*)[[:space:]]*=[[:space:]]*(.*)$ ]] || continue
    [[ ${BASH_REMATCH[2]} == "$1" ]] || continue
    value=${BASH_REMATCH[3]}
    if [[ $value =~ ^\'([^\']*)\' ]]; then
      value=${BASH_REMATCH[1]}
    elif [[ $value =~ ^\"(([^\"\\]|\\.)*)\" ]]; then
      value=${BASH_REMATCH[1]//\\\"/\"}
      value=${value//\\\$/\$}
      value=${value//\\\\/\\}
    else
      value=$(sed -E 's/(^|[[:space:]]+)#.*//; s/[[:space:]]+$//' <<<"$value")
    fi
    printf '%s' "$value"
    return 0
  done <.env
  return 1
}

# setting NAME DEFAULT: the environment wins over .env, an empty value counts as none.
setting() {
  local value
  if [[ -n ${!1+set} ]]; then
    value=${!1}
  else
    value=$(dotenv "$1" || true)
  fi
  printf '%s' "${value:-$2}"
}

# port_setting NAME DEFAULT
port_setting() {
  local port
  port=$(setting "$1" "$2")
  [[ $port =~ ^[0-9]{1,5}$ && $((10#$port)) -ge 1 && $((10#$port)) -le 65535 ]] \
    || fail "$1 has to be a port, a number from 1 to 65535, not '$port'"
  printf '%s' "$((10#$port))"
}

uses_embedded_database() {
  [[ -z $(setting DATABASE_URL '') ]]
}

# Sets $data to the absolute data folder and creates what belongs in it.
use_data_folder() {
  data=$(setting AEGIS_DATA_DIR "$root/.aegis")
  [[ $data == /* ]] || data=$PWD/$data
  local folder
  umask 077
  for folder in "$data" "$data/run" "$data/logs"; do
    { mkdir -p -- "$folder" && [[ -w $folder ]]; } 2>/dev/null \
      || fail "the data folder $folder cannot be written. Give this user the right to write there, or set AEGIS_DATA_DIR
to another folder."
  done
  data=$(cd -- "$data" && pwd -P)
  # What an older version left open. The data folder itself may be somebody else's, such as /tmp: then it stays as it is.
  chmod -f go-rwx "$data/run" "$data/logs" "$data"/logs/*.log* "$data/cache" || true
  [[ -k $data ]] || chmod -f go-rwx "$data" || true
}
