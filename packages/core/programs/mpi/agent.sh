#!/bin/sh
# The agent by which a launcher of MPI starts a daemon on another host, in place of ssh: asks the gate, whose folder it
# is in, to have the command run there, and prints and exits as the command does. Arguments as those of ssh: options,
# which are left aside; the host; words of a shell program, which are joined by spaces.
[ "${1-}" != may-run ] || exit 0
folder=${0%/*} answer=${0%/*}/answer.$$
while case ${1-} in -*) true ;; *) false ;; esac do shift; done
if ! mkfifo "$answer" || ! exec 4<>"$answer"; then exit 255; fi
host=${1-}
shift
# Its length is one in bytes.
LC_ALL=C
request="$host
$*"
printf %s "$request" >"$folder/request.$$"
echo "ask $$ ${#request}" 1<>"$folder/requests"
while read -r word text <&4; do
  case $word in
    out) printf '%b' "$text" ;;
    err) printf '%b' "$text" >&2 ;;
    exit)
      rm -f "$answer"
      exit "$text"
      ;;
  esac
done
exit 255
