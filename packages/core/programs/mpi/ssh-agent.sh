#!/bin/sh
# The agent by which a launcher of MPI starts a daemon on another host through the sshd of its container. The daemon
# comes with its guard, whose program and words the gate has put into a file of its folder; what the guard is told comes
# by a FIFO that the gate writes to, and what it answers goes to the gate, as does that it has begun and gone. The tag
# by which all of it is found, and the variables of the host, stand in another file. Arguments as those of ssh: options;
# the host; words of a shell program, which are joined by spaces.
folder=${0%/*} options='-o BatchMode=yes'
# Most of what a connection costs is the key exchange of which OpenSSH wants NTRU, and what goes by these connections is
# no secret for later years: where that one would be taken, it is left out. The gate asks once.
if [ "${1-}" = may-run ]; then
  others='/^kexalgorithms sntrup/{s/^[^ ]* //;s/sntrup[^,]*,//g;p;}'
  { ssh -G berth </dev/null | sed -n "$others" >"$folder/exchanges"; } 2>/dev/null
  exit 0
fi
if { read -r exchanges <"$folder/exchanges"; } 2>/dev/null; then options="$options -o KexAlgorithms=$exchanges"; fi
while case ${1-} in -*) true ;; *) false ;; esac do shift; done
host=${1-} lines=$folder/lines.${1-} variables=''
shift
{ read -r variables <"$folder/host.$host"; } 2>/dev/null
command=$*
case $command in *\'*) command=$(printf '%s\n' "$command" | sed "s/'/'\\\\''/g") ;; esac
if ! mkfifo "$lines" || ! exec 3<>"$lines" 4<>"$folder/requests"; then exit 255; fi
echo "begun $host" >&4
# shellcheck disable=SC2086 # Each option is a word of its own.
ssh -x $options "$host" "$(cat "$folder/guard") $host $variables -- '$command'" <&3 >&4 3<&- 4<&- &
trap 'kill $!' HUP INT TERM
wait $!
code=$?
rm -f "$lines"
echo "gone $host" >&4
exit $code
