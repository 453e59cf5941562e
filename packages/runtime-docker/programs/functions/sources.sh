#!/bin/sh
# Paths of the host that containers mount. Whether one is there is asked as the engine sees it: by the login user, and
# where that user may not look there, by root if the engine is reached through sudo.

says_missing() {
  case $said in
    *': No such file or directory' | *': Not a directory') return 0 ;;
    *) return 1 ;;
  esac
}

# look_for PATH: sets $there to yes, no, or unknown; $said then says why.
look_for() {
  there=yes
  said=$(LC_ALL=C stat -L "$1" 2>&1) && return
  if [ "$by" = sudo ] && ! says_missing; then
    said=$(sudo -n env LC_ALL=C stat -L "$1" 2>&1) && return
  fi
  if says_missing; then there=no; else there=unknown; fi
}

# missing_source PATH WHO: whether a container cannot be given this path, and why: $said. WHO looks for it: `berth`
# where the engine would make a missing one, else `engine`, to which is left what cannot be told.
missing_source() {
  look_for "$1"
  case $there$2 in
    no*) said="bind source path does not exist: $1" ;;
    unknownberth) said="whether the bind source path $1 exists cannot be told: $said" ;;
    *) return 1 ;;
  esac
}
