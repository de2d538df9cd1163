# shellcheck shell=bash
# A bare Debian 12 for drills that begin on one. Sourced by them; they have root and skip.

# bare_debian FOLDER: makes it there by debootstrap, once.
bare_debian() {
  local base=$1 mirror=${DEBIAN_MIRROR:-}
  [[ $(uname -s) == Linux && $(id -u) -eq 0 ]] || skip "needs root on Linux, for debootstrap and chroot"
  command -v debootstrap >/dev/null || skip "needs debootstrap (apt-get install debootstrap)"
  [[ ! -e $base/.complete ]] || return 0
  # Without a mirror: the one that debootstrap takes by itself.
  say "making a bare Debian 12${mirror:+ from $mirror} (two minutes, once)"
  rm -rf -- "$base"
  mkdir -p -- "${base%/*}"
  debootstrap --variant=minbase bookworm "$base" ${mirror:+"$mirror"} >"$base.log" 2>&1 \
    || skip "debootstrap could not make it; see $base.log"
  touch "$base/.complete"
}
