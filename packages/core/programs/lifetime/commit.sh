#!/bin/sh
# Writes down that the launch of this container will not be undone any more, and renews its lease, if it has one.
# Arguments: Berth's folder, the launch, the seconds of the lease or nothing.
. ./functions/renew.sh
write_down "$1/committed" "$2" || exit
[ -z "$3" ] || renew "$1" "$2" "$3"
