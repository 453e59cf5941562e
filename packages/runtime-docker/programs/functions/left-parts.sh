#!/bin/sh
# What transfers of images have put on this host for this user, and not taken away: see parts-folder.sh.

# own_parts PATH: whether it is such a folder of this host.
own_parts() {
  user=/var/tmp/berth-$(id -u)
  here=$user/$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\n-' _)
  case $1 in "$here"/*) ;; *) return 1 ;; esac
  name=${1#"$here"/}
  case $name in *[!0-9a-f]*) return 1 ;; esac
  [ ${#name} = 64 ] || return 1
  for each in "$user" "$here" "$1"; do
    { [ -d "$each" ] && [ ! -L "$each" ] && [ -O "$each" ]; } || return 1
  done
}

# look_at_parts PATH: sets $changed to when something in it was changed last, and $held to whether somebody has
# something in it open, `open` or `closed`, as far as this user may see.
look_at_parts() {
  changed=$(find "$1" -exec stat -c %Z -- {} + 2>/dev/null | sort -n | tail -n 1)
  held='closed'
  # shellcheck disable=SC2010 # What is looked for is where the links lead.
  if ls -l /proc/[0-9]*/fd 2>/dev/null | grep -qF -- " -> $1/"; then held='open'; fi
}

# tell_parts: a line for each, with its bytes.
tell_parts() {
  for parts in "/var/tmp/berth-$(id -u)"/*/*; do
    own_parts "$parts" || continue
    look_at_parts "$parts"
    kilobytes=$(du -sk -- "$parts" 2>/dev/null | cut -f 1)
    [ -z "$changed" ] || printf 'parts %s %s %s %s\n' "$changed" "$((${kilobytes:-0} * 1024))" "$held" "$parts"
  done
}
