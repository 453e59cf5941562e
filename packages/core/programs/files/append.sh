#!/bin/sh
# Adds standard input to a file in the transfer's own folder that has so many bytes, and prints its size then.
# Arguments: the folder, the id of the transfer, the file's name, the bytes that the file has, the bytes that it is to
# have.
. ./functions/staging.sh
. ./functions/process-identity.sh
. ./functions/this-boot.sh
umask 077
staging=.berth-put-$2
enter "$1"
stage
identity $$
echo "$(uname -n)@$boot $$ $now $3 $5" >"$staging/writer"
if [ "$4" -eq 0 ]; then cat >"$staging/$3"; else cat >>"$staging/$3"; fi || exit 1
wc -c <"$staging/$3"
