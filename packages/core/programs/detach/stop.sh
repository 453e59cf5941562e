#!/bin/sh
# Ends a detached command's whole tree. Says what is left of it, if something is, and exits with 3 then; prints
# `unknown` if it was never started here. Arguments: the id; the grace, in hundredths of a second; the program that ends
# a tree.
. ./functions/commands-folder.sh
. ./functions/end-tree.sh
. ./functions/process-identity.sh
folder=$commands/$1/$machine tag=BERTH_EXEC=$1
if [ -d "$folder" ] && [ ! -e "$folder/end" ]; then (umask 077; : >"$folder/stopped"); fi
first='' known='' guess=yes
if { read -r process born <"$folder/process"; } 2>/dev/null && [ -n "$born" ]; then
  identity "$process"
  # The number of one that is gone may be another's by now, or that of another one's session.
  if [ "$now" = "$born" ]; then known=$process:$born; else known=gone:$born; fi
fi
# What began after its end is no process that the command left.
{ read -r _ && read -r guess; } 2>/dev/null <"$folder/end" || guess=yes
end_tree "$2" "$3" >&2 || exit 3
[ -d "$folder" ] || echo unknown
