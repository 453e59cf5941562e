#!/bin/sh
# `tell_left NAME` says that the command of this announcement may still run, and as which processes: those of `$tree`
# and `$orphans`, by number, user and name.
name_user() {
  while IFS=: read -r line _ number _; do
    if [ "$number" = "$user" ]; then user=$line; break; fi
  done 2>/dev/null </etc/passwd
}
tell_left() {
  printf '\n%s not ended\n' "$1"
  for member in $tree $orphans; do
    look_at_status "${member%:*}"
    name_user
    printf '%s left %s %s %s\n' "$1" "${member%:*}" "${user:--}" "$name"
  done
}
