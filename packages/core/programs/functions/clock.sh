#!/bin/sh
# `look_at_clock` sets `now` to hundredths of a second: the turns of a loop take the longer the more the host has to
# do. Where there is no such clock a turn counts as the tenth of a second that it sleeps.
now=0
look_at_clock() {
  if { read -r up _ </proc/uptime; } 2>/dev/null
  then now=${up%.*}${up#*.} now=${now#0} now=${now#0}
  else now=$((now + 10)); fi
}
