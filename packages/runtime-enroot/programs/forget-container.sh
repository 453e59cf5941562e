#!/bin/bash
# Removes the file that was to be written out, where the program that made it was ended: what it had enroot do was ended
# with it.
data=$1 unique=$2
. ./functions/store.sh
rm -f -- "$store/parts/.save-$unique" "$store/parts/.save-$unique.without"
rmdir -- "$store/parts" 2>/dev/null
:
