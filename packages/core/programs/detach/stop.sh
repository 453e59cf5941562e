#!/bin/sh
# Ends a detached command's whole tree. Exits with 1 if something of it is left; prints `unknown` if it was never
# started here. Arguments: the id, the grace in hundredths of a second.
. ./functions/commands-folder.sh
. ./functions/terminate.sh
folder=$commands/$1/$machine tag=BERTH_EXEC=$1
if [ -d "$folder" ] && [ ! -e "$folder/end" ]; then : >"$folder/stopped"; fi
terminate "$2" || exit 1
[ -d "$folder" ] || echo unknown
