#!/bin/sh
# `end_passing` ends what still passes files of the transfer's own folder, `$staging`, on to other hosts, and the logins
# by which these asked: one that is gone may not be noticed for long. Needs process-identity.sh.
end_passing() {
  for passing in "$staging"/passing.*; do
    read -r reader born login opened <"$passing" || continue
    identity "$reader"
    if [ -z "$now" ] || [ "$now" != "$born" ]; then continue; fi
    identity "$login"
    read -r program <"/proc/$login/comm" || program=
    case $program,$now in sshd*,"$opened") kill "$login" ;; esac
    kill "$reader"
  done 2>/dev/null
  :
}
