#!/bin/sh
# `write_down FILE TEXT` makes a file of one line, whole or not at all, and the folder that it is in. What is not whole
# yet has a hidden name.
write_down() {
  part=${1%/*}/.${1##*/}.$$
  mkdir -p "${1%/*}" && printf '%s\n' "$2" >"$part" && mv -f "$part" "$1" && return
  rm -f "$part"
  return 1
}
