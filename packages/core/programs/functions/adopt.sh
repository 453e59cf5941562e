#!/bin/sh
# `adopt FOLDER KEYS LAUNCH` makes the two folders this very container's: what came along in its image, of another
# launch, is removed first.
. ./functions/hold.sh
of_launch() { [ "$(cat "$1/launch" 2>/dev/null)" = "$2" ]; }
adopt() {
  of_launch "$1" "$3" && [ -d "$2" ] && return 0
  mkdir -p "${1%/*}" && hold "$1.lock" || return 1
  if ! of_launch "$1" "$3"; then rm -rf "$1" && rm -f "$2"/*; fi &&
    mkdir -p "$1" "$2" && chmod 755 "$1" && chmod 700 "$2" && printf '%s\n' "$3" >"$1/launch"
  adopted=$?
  release "$1.lock"
  return $adopted
}
