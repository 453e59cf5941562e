#!/bin/sh
# Removes what is kept of a detached command that has ended, and prints `removed`; `running` where the command, or a
# process that it started, has not ended, and then nothing is removed. A command that is not there counts as removed.
# Arguments: the id; the program that ends a tree, or only looks for one.
. ./functions/commands-folder.sh
. ./functions/look-at-command.sh
folder=$commands/$1/$machine id=$1 program=$2
reachable "$folder" || exit 1
look
if [ "$state" = running ] || ! sh -c "$program" "BERTH_EXEC=$id" '' '' ''; then echo running; exit; fi
rm -rf "$folder" || exit 1
rmdir "${folder%/*}" 2>/dev/null
echo removed
