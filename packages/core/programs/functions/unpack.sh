#!/bin/sh
# `unpack` unpacks a bundle of files from standard input: all of them are written aside, so that an input cut short
# changes nothing, and two writers at once do not mix. `install_unpacked` moves them to their places; `drop_unpacked`
# takes them away.
moves=
unpack() {
  while read -r mode lines path; do
    [ "$mode" = end ] && return 0
    rm -f "$path.new.$$"
    (umask 077; : >"$path.new.$$") && chmod "$mode" "$path.new.$$" || return 1
    moves="$moves $path"
    while [ "$lines" -gt 0 ]; do
      IFS= read -r line || return 1
      printf '%s\n' "$line"
      lines=$((lines - 1))
    done >"$path.new.$$" || return 1
  done
  return 1
}
install_unpacked() { for path in $moves; do mv -f "$path.new.$$" "$path" || return 1; done; }
drop_unpacked() { for path in $moves; do rm -f "$path.new.$$"; done; }
