#!/bin/sh
# Prints the time and the home of who asks, then what is there of the paths asked for, and of which this cannot be
# told: one record a path, ended by NUL, as paths hold any other byte; and what listens on ports. Arguments: `path
# PATH`, `glob PATTERN` or `ports FIRST LAST`, each one word.
. ./functions/listeners.sh
printf 'now %s\0home\0%s\0' "$(date +%s)" "${HOME-}"
# Globs are expanded by the unquoted pattern with no field splitting.
IFS=
hidden() { printf 'hidden %s\0%s\0' "$1" "$2"; }
look() {
  if said=$(LC_ALL=C stat -L -c %g "$2" 2>&1); then
    kind=path
    if [ -c "$2" ] || [ -b "$2" ]; then kind=device; fi
    printf '%s %s %s\0%s\0' "$kind" "$said" "$1" "$2"
  else
    case $said in
      *': No such file or directory' | *': Not a directory') ;;
      *) hidden "$1" "$said" ;;
    esac
  fi
}
# A pattern stands for nothing where the folder of its names cannot be listed.
list() {
  folder=${1%%[*?[]*}
  folder=${folder%/*}/
  if [ -d "$folder" ] && ! [ -r "$folder" ]; then hidden "$1" "$folder cannot be listed"; fi
}
for word; do
  pattern=${word#* }
  case $word in
    path*) look "$pattern" "$pattern" ;;
    ports*) listeners "${pattern% *}" "${pattern#* }" ;;
    *)
      list "$pattern"
      for path in $pattern; do look "$pattern" "$path"; done ;;
  esac
done
printf 'end\0'
