#!/bin/bash
# Writes out an image, which is a file, on standard output.
data=$1 file=$2
. ./functions/store.sh
case $file in /*) ;; *) file=$store/images/$file ;; esac
cat -- "$file"
