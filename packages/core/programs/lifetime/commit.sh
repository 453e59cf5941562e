#!/bin/sh
# Writes down that the launch of this container will not be undone any more, and who has brought it up last; and renews
# its lease, if it has one. Arguments: Berth's folder, the launch, the id of who brings it up, the seconds of the lease
# or nothing.
. ./functions/renew.sh
write_down "$1/committed" "$2 $3" || exit
[ -z "$4" ] || renew "$1" "$2" "$4"
