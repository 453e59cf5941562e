#!/bin/sh
# The mark of a command, a number made of the command's tag, is the soft limit of file locks of all that it starts.
# Linux keeps this limit and heeds it nowhere, hands it on whatever becomes of environment, session and parents, and
# lets every user read it. A login as another user (su, sudo) may take it away; so some of the mark is in the slack of
# timers too, in nanoseconds beyond the usual 50,000, at least one, which no login changes, and which root alone may
# read. `with_mark_of TAG FUNCTION` calls the function with the mark, if the tag begins as a UUID does; `take_mark MARK`
# gives it to this process. Nothing is put into a variable: a command would find it in its environment.
with_mark_of() {
  case $1 in *[!0-9a-f-]*) return 0 ;; ????????-????-*) ;; *) return 0 ;; esac
  set -- "$2" "${1%%-*}" "${1#*-}"
  "$1" $((0x1$2${3%%-*}))
}
take_mark() {
  { echo $((50001 + $1 % 49999)) >/proc/self/timerslack_ns; } 2>/dev/null
  command ulimit -S -x "$1" 2>/dev/null || command ulimit -S -w "$1" 2>/dev/null || return 0
}
