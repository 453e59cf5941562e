#!/bin/sh
# The mark of a command: a soft limit of file locks, a number made of the command's tag. Linux keeps this limit and heeds
# it nowhere; it is handed on to all that a command starts, whatever becomes of environment, session and parents, and
# every user may read it. `with_mark_of TAG FUNCTION` calls the function with the mark, if the tag begins as a UUID does;
# `take_mark MARK` gives it to this process. Nothing is put into a variable: a command would find it in its environment.
with_mark_of() {
  case $1 in *[!0-9a-f-]*) return 0 ;; ????????-????-*) ;; *) return 0 ;; esac
  set -- "$2" "${1%%-*}" "${1#*-}"
  "$1" $((0x1$2${3%%-*}))
}
take_mark() { command ulimit -S -x "$1" 2>/dev/null || command ulimit -S -w "$1" 2>/dev/null || return 0; }
