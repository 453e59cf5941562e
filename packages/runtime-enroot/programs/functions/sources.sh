#!/bin/bash
# Paths of the host that containers mount, as the user sees them whom enroot works as.

# why_not PATH: succeeds, and prints why, where a path cannot be mounted.
why_not() {
  local said
  said=$(LC_ALL=C stat -L -- "$1" 2>&1 >/dev/null) && return 1
  case $said in
    *': No such file or directory' | *': Not a directory') printf 'bind source path does not exist: %s' "$1" ;;
    *) printf 'bind source path cannot be looked at: %s' "$said" ;;
  esac
}

# why_not_again ID: the same of what a container was made with.
why_not_again() {
  local word before=
  read_words "$store/containers/$1/start"
  for word in ${words[@]+"${words[@]}"}; do
    [ "$before" != --mount ] || ! why_not "${word%%:*}" || return 0
    before=$word
  done
  return 1
}
