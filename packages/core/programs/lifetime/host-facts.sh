#!/bin/sh
# Prints the time, then what is there of the paths asked for: one record a path, ended by NUL, as paths hold any other
# byte; and what listens on a port. Arguments: `path PATH`, `glob PATTERN` or `port NUMBER`, each one word.
. ./functions/listener.sh
printf 'now %s\0' "$(date +%s)"
# Globs are expanded by the unquoted pattern with no field splitting.
IFS=
look() {
  [ -e "$2" ] || return 0
  kind=path
  if [ -c "$2" ] || [ -b "$2" ]; then kind=device; fi
  printf '%s %s %s\0%s\0' "$kind" "$(stat -L -c %g "$2")" "$1" "$2"
}
for word; do
  pattern=${word#* }
  case $word in
    path*) look "$pattern" "$pattern" ;;
    port*) listener "$pattern" ;;
    *) for path in $pattern; do look "$pattern" "$path"; done ;;
  esac
done
printf 'end\0'
