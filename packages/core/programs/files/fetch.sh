#!/bin/sh
# Adds to a file in the transfer's own folder what another host prints of it behind a line, and tells the file's size
# each second and at the end.
# Arguments: the folder, the id of the transfer, the file's name, the bytes that the file has, the bytes that it is to
# have, the line, the command that prints the rest, which ends with standard input.
. ./functions/staging.sh
. ./functions/process-identity.sh
. ./functions/this-boot.sh
umask 077
staging=.berth-put-$2
file=$staging/$3
line=$6
enter "$1"
stage
identity $$
echo "$(uname -n)@$boot $$ $now $3 $5" >"$staging/writer"
if [ "$4" -eq 0 ]; then : >"$file"; fi
exec 3>>"$file"
shift 6
# Until nobody hears it, whatever has become of this process.
while sleep 1 >/dev/null 2>&1 3>&- && stat -c %s "$file"; do :; done &
telling=$!
# What a login profile prints comes before the line.
"$@" 3>&- | { while IFS= read -r said; do [ "$said" != "$line" ] || exec cat >&3; done; }
kill "$telling"
stat -c %s "$file"
