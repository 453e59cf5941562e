#!/bin/sh
# Prints size and hash of a file on standard error, and the file itself meanwhile. Argument: its path.
if [ -d "$1" ]; then echo "$1 is a directory" >&2; exit 1; fi
command -v sha256sum >/dev/null || { echo 'there is no sha256sum, by which the file is checked' >&2; exit 1; }
size=$(wc -c <"$1") || exit 1
echo size "$((size))" >&2
head -c "$size" "$1" | sha256sum >&2 &
head -c "$size" "$1" || exit 1
wait
