#!/bin/sh
# Ends a command's tree, and says so once nothing is left. Arguments: its tag, `NAME=VALUE`; the grace, in hundredths
# of a second; the words that end an inner command, if there is one.
. ./functions/end-tree.sh
tag=$1
shift
end_tree "$@" && printf '\nberth-%s ended\n' "${tag#*=}"
