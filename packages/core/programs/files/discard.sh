#!/bin/sh
# Removes all files of a transfer that have arrived. Arguments: the folder, the id of the transfer.
. ./functions/staging.sh
. ./functions/process-identity.sh
. ./functions/end-passing.sh
staging=.berth-put-$2
enter "$1"
if own_staging; then end_passing; rm -rf "$staging"; fi
