#!/bin/sh
# Writes standard input to a file: beside it first, and counted before it is renamed, as a connection lost midway
# looks like the end of the input.
# Arguments: the path, the number of bytes, the mode, the word that is printed once the file is in its place.
umask 077
if [ -d "$1" ]; then echo "$1 is a directory" >&2; exit 1; fi
. ./functions/make-temporary.sh
make_temporary "$1.XXXXXX"
cat >"$temporary" || exit 1
size=$(wc -c <"$temporary")
if [ "$size" -ne "$2" ]; then echo "only $size of $2 bytes arrived" >&2; exit 1; fi
chmod "$3" "$temporary" || exit 1
trap '' HUP INT TERM
mv -f "$temporary" "$1" && echo "$4"
