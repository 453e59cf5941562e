#!/bin/sh
# Removes what is kept of a detached command that has ended, and prints `removed`; `running` where it has not or
# something that it started has not, and then nothing is removed. One that is not there is removed. Argument: the id.
. ./functions/commands-folder.sh
. ./functions/look-at-command.sh
. ./functions/tagged.sh
folder=$commands/$1/$machine tag=BERTH_EXEC=$1
reachable "$folder" || exit 1
look
if [ "$state" = running ] || [ -n "$(tagged 2>/dev/null)" ]; then echo running; exit; fi
rm -rf "$folder" || exit 1
rmdir "${folder%/*}" 2>/dev/null
echo removed
