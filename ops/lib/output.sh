# shellcheck shell=bash
# What is said to the person at the terminal. Sourced by ops/aegis.

# A terminal that has gone is no reason to end: what runs must still be stopped.
say() {
  printf '%s\n' "$*" 2>/dev/null || true
}

warn() {
  printf 'aegis: %s\n' "$*" >&2 || true
}

# fail MESSAGE [EXIT_CODE]
fail() {
  warn "$1"
  exit "${2:-1}"
}
