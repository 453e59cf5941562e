#!/bin/sh
# Removes the passing image that was to be written out, where the program that made it was ended. The engine may be
# making it yet: for some seconds it is waited for.
# Words: the label of passing images, the id of this one, the seconds.
by=$1 program=$2 label=$3 mark=$4 seconds=$5
. ./functions/engine.sh
. ./functions/passing-images.sh
end=$(($(date +%s) + seconds))
until forget_passing "$mark" || [ "$(date +%s)" -ge "$end" ]; do sleep 1; done
