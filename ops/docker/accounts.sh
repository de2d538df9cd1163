#!/bin/bash
# Runs once, when the database's volume is new: makes the accounts of Aegis with the passwords of the environment.
set -euo pipefail
quoted() { printf "'%s'" "$(sed "s/['\\\\]/\\\\&/g" <<<"$1")"; }
{
  printf 'SET @schema = %s, @admin_password = %s, @online_password = %s, @batch_password = %s, @scoring_password = %s;\n' \
    "'aegis'" "$(quoted "$ADMIN_PASSWORD")" "$(quoted "$ONLINE_PASSWORD")" "$(quoted "$BATCH_PASSWORD")" \
    "$(quoted "$SCORING_PASSWORD")"
  cat /aegis/accounts.sql
} | mariadb --no-defaults --user=root --password="$MARIADB_ROOT_PASSWORD" --protocol=socket
