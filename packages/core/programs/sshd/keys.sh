#!/bin/sh
# Prints the container's two private keys, made here first if they are not there, and then their public ones. Each key
# is made aside and then linked to its place, so that of several makers one wins.
# Arguments: the cluster, the folder of sshd's files, the folder of the keys, the launch that made the container, the
# paths of the host key and the client key.
set -e
umask 077
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
. ./functions/adopt.sh
. ./functions/make-temporary.sh
cluster=$1
(umask 022; adopt "$2" "$3" "$4")
make_temporary -d "$3/.keys.XXXXXX"
shift 4
for key; do
  [ -s "$key" ] && continue
  ssh-keygen -q -t ed25519 -N '' -C "berth-$cluster" -f "$temporary/${key##*/}" </dev/null >&2
  ln "$temporary/${key##*/}" "$key" 2>/dev/null || [ -s "$key" ]
done
cat "$@"
for key; do ssh-keygen -y -P '' -f "$key"; done
