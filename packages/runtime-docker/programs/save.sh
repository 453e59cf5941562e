#!/bin/sh
# Writes out an image as an archive, on standard output.
by=$1 program=$2
. ./functions/engine.sh
case $program in
  podman) engine save --quiet --format docker-archive -- "$3" ;;
  *) engine save -- "$3" ;;
esac
