#!/bin/sh
# The ways to engines, plainly and through sudo, and the host that these engines should be of. `$answered` and
# `$rootless` are what an engine's account of itself has, when one answered and when it is a rootless one; `$work` is
# the folder of answers.
. ./functions/told.sh

# ask_engine: the questions about the engine itself, of the way $by, in the background, after the engine's own interface
# was asked for `info`.
ask_engine() {
  { tell info || keep "$by.info" engine info --format '{{json .}}'; } &
  if [ -z "$endpoint" ]; then :
  elif is_led_nowhere; then keep "$by.endpoint" echo "$usual"
  else keep "$by.endpoint" engine context inspect --format "$endpoint" &
  fi
}

# ask_folder: what stands for the id of an engine that has none, once there is an answer about the engine.
ask_folder() {
  if [ -n "$folder" ]; then
    root=$(sed -n "s/.*\"$folder\": *\"\([^\"]*\)\".*/\1/p" "$work/$by.info.section" | head -n 1)
    [ -z "$root" ] || keep "$by.folder" stat -c %d:%i -- "$root" &
  fi
}

said_by_plain() {
  [ -f "$work/plain.info.section" ] && grep -Eq -- "$1" "$work/plain.info.section"
}

# Whether the plain way leads to the rootful engine, or nobody but root asks.
plain_settles() {
  if said_by_plain "$rootless"; then return 1; fi
  said_by_plain "$answered" || [ "$(id -u)" = 0 ]
}

linger() {
  if [ -e "/var/lib/systemd/linger/$(id -un)" ]; then echo yes
  elif command -v loginctl >/dev/null; then echo no
  else echo 'no logind'
  fi
}

# The host that is asked, with which an engine's own account of its host is compared.
this_host() {
  cat /proc/sys/kernel/hostname /proc/sys/kernel/osrelease
  sed -n 's/^MemTotal: *//p' /proc/meminfo
  cat /proc/sys/kernel/random/boot_id
}

# ask_host: what is to be known of the host and the login.
ask_host() {
  if said_by_plain "$rootless"; then
    keep linger linger
    keep groups id -nG
  fi
  keep host this_host
}
