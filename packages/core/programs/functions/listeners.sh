#!/bin/sh
# `listeners FIRST LAST` prints a record of what listens on each TCP port of this host from the first to the last: the
# port and the number of its user, then its name and process where this user may see them.
listeners() {
  (
    IFS=' '
    set -f
    first=$1 last=$2 sockets='' told=' '
    while read -r _ local _ _ _ _ _ user _ inode _; do
      port=$((0x${local##*:}))
      if [ "$port" -lt "$first" ] || [ "$port" -gt "$last" ]; then continue; fi
      # One may listen by IPv4 and IPv6 each.
      case $told in *" $port "*) continue ;; esac
      told="$told$port "
      sockets="$sockets $port:$user:$inode"
    done <<END
$(grep -h ': [0-9A-F]*:[0-9A-F]* 0*:0000 0A ' /proc/net/tcp /proc/net/tcp6 2>/dev/null)
END
    [ -n "$sockets" ] || exit 0
    set +f
    # One listing of all: a program for each open file of a busy host would take its time.
    # shellcheck disable=SC2010,SC2012 # The names are numbers.
    open=$(ls -l /proc/[0-9]*/fd 2>/dev/null | grep -e '^/proc/' -e 'socket:\[')
    set -f
    for socket in $sockets; do
      inode=${socket##*:} user=${socket%:*}
      printf 'listener %s %s\0' "${user%:*}" "${user#*:}"
      while read -r line; do
        case $line in
          /proc/*/fd:) process=${line#/proc/} process=${process%/fd:} ;;
          *"socket:[$inode]")
            printf '%s (process %s)' "$(cat "/proc/$process/comm" 2>/dev/null)" "$process"
            break
            ;;
        esac
      done <<END
$open
END
      printf '\0'
    done
  )
}
