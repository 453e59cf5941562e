#!/bin/sh
# Renews the lease of this container. Arguments: Berth's folder, the launch, the seconds of the lease.
. ./functions/renew.sh
renew "$1" "$2" "$3"
