# shellcheck shell=bash
# A Galera cluster of three for the drills: node1, node2, node3 in $work. Sourced after databases.sh.

provider=/usr/lib/galera/libgalera_smm.so

needs_galera() {
  needs mariadbd mariadb-server mariadb mariadb-client "$provider" galera-4 haproxy haproxy rsync rsync setpriv util-linux
}

provider_options=$(sed -n 's/^wsrep_provider_options *= *"\(.*\)"$/\1/p' "$root/ops/databases/galera.cnf")

# node N [OPTION]: starts it where it ended, as Debian's service does by galera_recovery.
node() {
  local n=$1 position=()
  shift
  local common=(
    "--wsrep-provider=$provider" "--wsrep-node-name=node$n" "--wsrep-node-address=127.0.0.1:$((base + 10 + n))"
    "--wsrep-cluster-address=gcomm://127.0.0.1:$((base + 11)),127.0.0.1:$((base + 12)),127.0.0.1:$((base + 13))"
    "--wsrep-sst-receive-address=127.0.0.1:$((base + 30 + n))"
    "--wsrep-provider-options=$provider_options;gmcast.listen_addr=tcp://127.0.0.1:$((base + 10 + n));ist.recv_addr=127.0.0.1:$((base + 20 + n))"
  )
  if [[ -f $work/node$n/data/grastate.dat ]]; then
    server "recovery$n" 0 "$root/ops/databases/galera.cnf" "${common[@]}" --datadir="$work/node$n/data" --socket="$work/node$n/recovery" \
      --pid-file="$work/node$n/recovery.pid" --skip-networking --wsrep-recover
    wait "${pids[recovery$n]}" || true
    unset "pids[recovery$n]"
    position=("--wsrep-start-position=$(sed -n 's/.*WSREP: Recovered position: *//p' "$work/recovery$n.log" | tail -n 1)")
  fi
  server "node$n" $((base + n)) "$root/ops/databases/galera.cnf" "${common[@]}" "${position[@]}" "$@"
}

is_synced() {
  says "node$1" "SELECT GROUP_CONCAT(variable_value ORDER BY variable_name) FROM information_schema.global_status
    WHERE variable_name IN ('wsrep_cluster_size', 'wsrep_local_state_comment')" '3,Synced'
}

# The node that has most of Aegis's connections.
writer() {
  local n most=0 found=1 count
  for n in 1 2 3; do
    count=$(sql "node$n" "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'aegis'" || printf 0)
    ((count <= most)) || { most=$count && found=$n; }
  done
  printf '%s' "$found"
}

spread() {
  local n
  for n in 1 2 3; do
    printf ' %s' "$(sql "node$n" "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'aegis'")"
  done
}

await_synced() {
  local each
  for each in 1 2 3; do
    await 180 "node$each is in the cluster, and up to date" is_synced "$each"
  done
}

# What still stands in a node's queue is applied before this is answered.
await_applied() {
  local each
  for each in 1 2 3; do
    sql "node$each" 'SET SESSION wsrep_sync_wait = 1; SELECT COUNT(*) FROM aegis.feedback' >/dev/null
  done
}

# HAProxy on the port $base + 40.
one_writer() {
  haproxy_with haproxy haproxy-galera.cfg "127.0.0.1:3306=127.0.0.1:$((base + 40))" "10.0.0.21:3306=127.0.0.1:$((base + 1))" \
    "10.0.0.22:3306=127.0.0.1:$((base + 2))" "10.0.0.23:3306=127.0.0.1:$((base + 3))"
}

galera_up() {
  local each
  say "$(mariadbd --version | grep -o "[0-9][0-9.]*-MariaDB")"
  for each in 1 2 3; do
    first_data "node$each"
  done
  node 1 --wsrep-new-cluster
  await 60 "node1 is up" sql node1 'SELECT 1'
  sql node1 "$accounts"
  node 2
  node 3
  await_synced
  say "$(clock): three nodes are one cluster, Galera $(sql node1 "SELECT variable_value FROM information_schema.global_status
    WHERE variable_name = 'wsrep_provider_version'")"
}
