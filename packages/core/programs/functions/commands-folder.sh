#!/bin/sh
# Sets `commands`: where what is known of detached commands is kept. And `machine`: a folder below each command's, as
# homes may be shared by many hosts, and by a host and its containers, whose processes have other numbers. `reachable
# PATH`: whether a path that is not there can be told from one that may not be seen; says why not.
commands=${XDG_STATE_HOME:-${HOME:-/tmp}/.local/state}/berth/commands
machine=$(uname -n)${BERTH_CONTAINER:+:$BERTH_CONTAINER}
unset BERTH_CONTAINER
reachable() {
  above=$1
  until [ -e "$above" ] || [ -L "$above" ]; do
    case $above in */*) above=${above%/*} ;; *) above=. ;; esac
    [ -n "$above" ] || above=/
  done
  [ "$above" = "$1" ] || { [ -d "$above" ] && [ -x "$above" ]; } ||
    { echo "$above may not be looked into" >&2; return 1; }
}
