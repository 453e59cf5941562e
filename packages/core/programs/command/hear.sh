#!/bin/sh
# Hears lines on standard input until none comes for so long, or there are no more; then ends a command's tree, by root
# too where root alone can, and exits with 75. A shell whose `read` has no `-t` hears the end of the input alone.
# Arguments: the tag of the command, `NAME=VALUE`; the grace, in hundredths of a second; the program that ends a tree;
# how many seconds may pass without a line.
. ./functions/end-tree.sh
limit=''
# shellcheck disable=SC3045 # That is looked for.
case $(echo heard | { read -r -t 1 word && echo "$word"; } 2>/dev/null) in heard) limit="-t $4" ;; esac
# shellcheck disable=SC2086,SC2229,SC3045 # The option and its value are words of their own, where there are any.
while read -r $limit _; do :; done
# What has begun is done to its end, though the command ends meanwhile.
trap '' TERM
tag=$1 first='' known='' guess=''
end_tree "$2" "$3"
exit 75
