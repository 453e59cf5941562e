#!/bin/sh
# Removes all files of a transfer that have arrived. Arguments: the folder, the id of the transfer.
. ./functions/staging.sh
staging=.berth-put-$2
enter "$1"
if own_staging; then rm -rf "$staging"; fi
