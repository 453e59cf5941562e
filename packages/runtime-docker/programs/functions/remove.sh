#!/bin/sh
# `remove ID` removes a container, `$removal` being the flags of a removal, and sets `said` to what the engine said
# where it would not. A container that is removed when it ends may be on its way already: that is waited for.
remove() {
  turn=0
  # The flags of a removal are several words.
  # shellcheck disable=SC2086
  until said=$(engine rm $removal -- "$1" 2>&1 >/dev/null); do
    case $said in *'is already in progress'*) ;; *) return 1 ;; esac
    turn=$((turn + 1))
    [ "$turn" -lt 60 ] || return 1
    sleep 0.25 2>/dev/null || sleep 1
  done
}
