# shellcheck shell=bash
# What is said to the person at the terminal. Sourced by ops/aegis.

say() {
  printf '%s\n' "$*"
}

warn() {
  printf 'aegis: %s\n' "$*" >&2
}

# fail MESSAGE [EXIT_CODE]
fail() {
  warn "$1"
  exit "${2:-1}"
}
