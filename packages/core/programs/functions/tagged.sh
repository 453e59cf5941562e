#!/bin/sh
# `tagged` prints the environment files of all processes that have `$tag`, `NAME=VALUE`. A grep without `-z`, as a
# small busybox has, ends at the first NUL of an environment.
if printf 'a\0b\0' | grep -qzx b 2>/dev/null; then
  tagged() { grep -lzxF "$tag" /proc/[0-9]*/environ; }
else
  tagged() { for file in /proc/[0-9]*/environ; do tr '\0' '\n' <"$file" | grep -qxF "$tag" && echo "$file"; done; }
fi
