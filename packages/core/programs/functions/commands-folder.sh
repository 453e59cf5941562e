#!/bin/sh
# Sets `commands`: where what is known of detached commands is kept. And `machine`: a folder below each command's, as
# homes may be shared by many hosts, some of one name, and by a host and its containers, whose processes have other
# numbers; it is the same after a reboot. `reachable PATH`: whether a path that is not there can be told from one that
# may not be seen; says why not.
#
# A user without a home has a folder below /tmp, `homeless`. Whoever was there first may have put a folder of their own
# in its place, or a link: it is taken only where one look at the entry itself finds a folder of this user's alone, and
# where nobody else can put another one there. `own_homeless` makes it.
machine=$(uname -n)${BERTH_CONTAINER:+:$BERTH_CONTAINER}
# In a container, that file is the image's, and so the same in many.
if [ -z "${BERTH_CONTAINER:-}" ] && { read -r installed </etc/machine-id; } 2>/dev/null; then
  machine=$machine${installed:+@$installed}
fi
unset BERTH_CONTAINER
own_homeless() {
  [ -z "$homeless" ] || mkdir -m 700 "$homeless" 2>/dev/null
  trust_homeless
}
trust_homeless() {
  [ -n "$homeless" ] || return 0
  [ -e "$homeless" ] || [ -L "$homeless" ] || return 0
  entry=$(ls -ldn "$homeless" 2>&1) above=$(ls -ldn "${homeless%/*}/." 2>&1)
  case ${entry%%[ .]*} in drwx------) ;; *) distrust 'it is no folder that is closed to others' ;; esac
  [ "$(owner_in "$entry")" = "$me" ] || distrust 'it belongs to another user'
  case $(owner_in "$above") in 0 | "$me") ;; *) distrust 'it is in a folder of another user' ;; esac
  case $above in
    d????????[tT]*) ;;
    d????w* | d???????w*) distrust 'others can put another folder there' ;;
  esac
}
owner_in() { echo "$1" | { read -r _ _ owner _ && echo "$owner"; }; }
distrust() { echo "this user has no home, and $homeless cannot be trusted: $1" >&2; exit 1; }
reachable() {
  above=$1
  until [ -e "$above" ] || [ -L "$above" ]; do
    case $above in */*) above=${above%/*} ;; *) above=. ;; esac
    [ -n "$above" ] || above=/
  done
  [ "$above" = "$1" ] || { [ -d "$above" ] && [ -x "$above" ]; } ||
    { echo "$above may not be looked into" >&2; return 1; }
}
homeless=
if [ -n "${XDG_STATE_HOME:-${HOME:-}}" ]; then
  commands=${XDG_STATE_HOME:-${HOME:-}/.local/state}/berth/commands
else
  me=$(id -u)
  homeless=/tmp/berth-$me commands=/tmp/berth-$me/commands
fi
trust_homeless
