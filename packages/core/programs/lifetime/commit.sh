#!/bin/sh
# Writes down that the launch of this container will not be undone any more. Arguments: Berth's folder, the launch.
. ./functions/write-down.sh
write_down "$1/committed" "$2"
