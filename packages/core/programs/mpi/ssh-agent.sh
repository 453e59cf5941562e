#!/bin/sh
# The agent by which a launcher of MPI starts a daemon on another host through the sshd of its container. Gives the
# command the tag by which all of it is found, and the variables of that host, which stand in a file of the gate's
# folder. Arguments as those of ssh: options; the host; words of a shell program, which are joined by spaces.
[ "${1-}" != may-run ] || exit 0
folder=${0%/*}
while case ${1-} in -*) true ;; *) false ;; esac do shift; done
host=${1-}
shift
variables=
{ read -r variables <"$folder/host.$host"; } 2>/dev/null
command=$*
case $command in *\'*) command=$(printf '%s\n' "$command" | sed "s/'/'\\\\''/g") ;; esac
exec ssh -x -o BatchMode=yes "$host" "env $variables sh -c '$command'"
