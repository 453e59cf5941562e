#!/bin/sh
# `write_down FILE TEXT` makes a file of one line, whole or not at all, and the folder that it is in. Everybody may read
# both, and nobody else may write there, whatever the umask. What is not whole yet has a hidden name.
write_down() (
  umask 022
  part=${1%/*}/.${1##*/}.$$
  mkdir -p "${1%/*}" && printf '%s\n' "$2" >"$part" && mv -f "$part" "$1" && exit
  rm -f "$part"
  exit 1
)
