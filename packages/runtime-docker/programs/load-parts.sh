#!/bin/sh
# Makes an image of the parts in the folder and of the layers that the engine has: hands the engine an archive without
# the files of these, which it looks for by what they hold before it opens them. Then says what the image is. What was
# put into the folder is taken away.
# Words: what the image is called, the folder, what the engine says of an invalid reference and of a missing image, the
# id that the image is to have; then for each file of the archive its name, size, checksum and text, which is empty for
# a part.
by=$1 program=$2 image=$3 folder=$4 invalid=$5 missing=$6 id=$7
shift 7
. ./functions/engine.sh
. ./functions/parts-folder.sh
. ./functions/archive-out.sh
. ./functions/load-parts.sh
exec 3>&1

tell_moves
say loading
write_archive "$@" | engine load || end load-failed
tell_image
