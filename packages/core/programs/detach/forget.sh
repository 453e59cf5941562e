#!/bin/sh
# Removes what is kept of a detached command that has ended, and prints `removed`; `running` where the command, or a
# process that it started, has not ended, and then nothing is removed. A command that is not there counts as removed.
# Argument: the id.
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
