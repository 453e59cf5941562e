#!/bin/sh
# Ends every process whose environment has the tag that is this program's own name, and says so once nothing is left.
# Argument: the grace, in hundredths of a second.
. ./functions/terminate.sh
tag=$0
terminate "$1" && printf '\nberth-%s ended\n' "${tag#*=}"
