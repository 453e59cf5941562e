#!/bin/sh
# Prints the size of a file and its permission bits, a line, and then so many of its bytes; the hash of these bytes goes
# to standard error meanwhile. Where nothing tells the bits they are those of a file that is closed to others. Argument:
# its path.
if [ -d "$1" ]; then echo "$1 is a directory" >&2; exit 1; fi
if [ -e "$1" ] && [ ! -f "$1" ]; then echo "$1 is no file that has an end" >&2; exit 1; fi
command -v sha256sum >/dev/null || { echo 'there is no sha256sum, by which the file is checked' >&2; exit 1; }
# One file from here on, though another be moved into its place meanwhile.
exec 3<"$1" || exit 1
file=/proc/self/fd/3
size=$(wc -c <"$file") || exit 1
mode=$(stat -L -c %a "$file" 2>/dev/null) || mode=600
echo "$((size)) $mode"
head -c "$size" "$file" | sha256sum >&2 &
head -c "$size" "$file" || exit 1
wait
