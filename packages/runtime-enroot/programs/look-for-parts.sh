#!/bin/bash
# Makes the folder that an image's file is put into, on the file system that keeps images, and tells what room there is.
data=$1 digits=$2
. ./functions/store.sh
folder=$store/parts/$digits
mkdir -p "$folder" || fail
section folder printf %s "$folder"
section room env LC_ALL=C df -Pk "$folder"
