#!/bin/sh
# Ends a command's tree, and says so once nothing is left, or what is. Arguments: its tag, `NAME=VALUE`; what is known
# of its first process, or nothing; the grace, in hundredths of a second; the program that ends the tree; the words that
# end an inner command, if there is one.
. ./functions/end-tree.sh
tag=$1 first=$2 known='' guess=yes
shift 2
end_tree "$@"
