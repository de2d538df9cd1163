#!/bin/bash
# Runs all of Aegis in one container. Without an API_KEY it makes one, keeps it with the data and shows it, as the usual
# key of a first try opens only loopback addresses.
set -euo pipefail
key_file=$AEGIS_DATA_DIR/api_key

[[ -w $AEGIS_DATA_DIR ]] || {
  echo "aegis-engine: $AEGIS_DATA_DIR cannot be written by UID $(id -u); give the volume to that user (chown 1001)" >&2
  exit 1
}
if [[ -z ${API_KEY:-} ]]; then
  if [[ ! -s $key_file ]]; then
    (umask 077 && head -c 24 /dev/urandom | base64 | tr '+/' '-_' >"$key_file")
  fi
  API_KEY=$(<"$key_file")
  export API_KEY
  echo "aegis-engine: no API_KEY is set; the key of this volume is $API_KEY"
fi
# The operator API is reached through the online one.
export AEGIS_BATCH_HOST=${AEGIS_BATCH_HOST:-127.0.0.1}
exec /opt/aegis/ops/aegis up
