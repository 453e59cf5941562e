#!/bin/sh
# `unpack` unpacks a bundle of files from standard input: all of them are written aside first, and moved to their
# places once the end was seen, so that an input cut short changes nothing, and two writers at once do not mix.
unpack() {
  moves=
  while read -r mode lines path; do
    if [ "$mode" = end ]; then
      for path in $moves; do mv -f "$path.new.$$" "$path" || return 1; done
      return 0
    fi
    rm -f "$path.new.$$"
    (umask 077; : >"$path.new.$$") && chmod "$mode" "$path.new.$$" || return 1
    while [ "$lines" -gt 0 ]; do
      IFS= read -r line || return 1
      printf '%s\n' "$line"
      lines=$((lines - 1))
    done >"$path.new.$$" || return 1
    moves="$moves $path"
  done
  return 1
}
