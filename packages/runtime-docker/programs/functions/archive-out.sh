#!/bin/sh
# Writes an archive of tar, file by file: not every host has a tar. `$folder` has the parts.
zeros() { [ "$1" -le 0 ] || head -c "$1" /dev/zero; }

# archive_entry NAME SIZE SUM: a header, whose bytes have that sum in octal digits, and standard input as the content.
archive_entry() {
  printf %s "$1"
  zeros $((100 - ${#1}))
  printf '0000600\0000000000\0000000000\000'
  # Eleven digits and an end; twelve from 8 GiB on.
  case $(printf %011o "$2") in
    ???????????) printf '%011o\000' "$2" ;;
    *) printf %o "$2" ;;
  esac
  printf '00000000000\000%s\000 0' "$3"
  zeros 100
  printf 'ustar\00000'
  zeros 247
  cat
  zeros $(((512 - $2 % 512) % 512))
}

archive_end() { zeros 1024; }

# write_archive NAME SIZE SUM TEXT…: of each file its text, or where that is empty what is in the folder by its name.
write_archive() {
  while [ $# -ge 4 ]; do
    if [ -n "$4" ]; then printf %s "$4" | archive_entry "$1" "$2" "$3"
    else archive_entry "$1" "$2" "$3" <"$folder/$1" || return
    fi
    shift 4
  done
  archive_end
}
