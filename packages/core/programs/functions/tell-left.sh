#!/bin/sh
# `tell_left NAME` says that the command of this announcement may still run, and as which processes: those of `$tree`
# and `$orphans`, by number, user and name.
look_at_process() {
  user='' name=''
  while read -r field value; do
    case $field in Name:) name=$value ;; Uid:) user=${value%%[!0-9]*} ;; esac
  done 2>/dev/null <"/proc/$1/status"
  while IFS=: read -r line _ number _; do
    if [ "$number" = "$user" ]; then user=$line; break; fi
  done 2>/dev/null </etc/passwd
}
tell_left() {
  printf '\n%s not ended\n' "$1"
  for member in $tree $orphans; do
    look_at_process "${member%:*}"
    printf '%s left %s %s %s\n' "$1" "${member%:*}" "${user:--}" "$name"
  done
}
