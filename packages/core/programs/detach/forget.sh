#!/bin/sh
# Removes what is kept of a detached command that has ended, and prints `removed`; `running` where the command, or a
# process that it started, has not ended, and then nothing is removed. A command that is not there counts as removed.
# Argument: the id.
. ./functions/commands-folder.sh
. ./functions/look-at-command.sh
. ./functions/tree.sh
folder=$commands/$1/$machine id=$1
reachable "$folder" || exit 1
look
begin_look "BERTH_EXEC=$id"
look_at_tree
if [ "$state" = running ] || [ "$tree" != ' ' ]; then echo running; exit; fi
rm -rf "$folder" || exit 1
rmdir "${folder%/*}" 2>/dev/null
echo removed
