#!/bin/sh
# `look_whose [PID…]` sets `ours` to those that have `$tag` or `$mark`, and `theirs` to those that have the tag or the
# mark of another command, among these processes, or among all where none is named; and `with_mark` to those with
# `$mark`.
. ./functions/mark.sh
newline='
'
# A value that has lines of its own is no tag, and must not look like a line about another process.
lines_of_tags() { LC_ALL=C grep -Hz "^${tag%%=*}=" "$@" 2>/dev/null | tr '\n\0' ' \n'; }
# A grep without `-z`, as a small busybox has, ends at the first NUL of an environment.
lines_of_tags_by_each() {
  for file; do
    line=$(tr '\n\0' ' \n' 2>/dev/null <"$file" | grep -m 1 "^${tag%%=*}=") && printf '%s:%s\n' "$file" "$line"
  done
}
belongs_to() { if [ "$2" = "$3" ]; then ours="$ours$1 "; else theirs="$theirs$1 "; fi; }
reads_tags=''
look_whose() {
  ours=' ' theirs=' ' with_mark=' '
  environments='/proc/[0-9]*/environ' limits='/proc/[0-9]*/limits'
  if [ $# -gt 0 ]; then environments='' limits=''; fi
  for process; do
    environments="$environments /proc/$process/environ" limits="$limits /proc/$process/limits"
  done
  # shellcheck disable=SC2086 # Each file is a word of its own, or the pattern of many.
  tagged=$(lines_of_tags $environments)
  if [ -z "$tagged" ] && [ -z "$reads_tags" ]; then
    # shellcheck disable=SC2086
    if printf 'a\0b\0' | grep -qzx b 2>/dev/null; then reads_tags=yes; else tagged=$(lines_of_tags_by_each $environments); fi
  else
    reads_tags=yes
  fi
  # shellcheck disable=SC2086
  marked=$(LC_ALL=C grep -H '^Max file locks  *[0-9]' $limits 2>/dev/null)
  IFS=$newline
  for line in $tagged; do
    process=${line#/proc/}
    belongs_to "${process%%/*}" "${line#*:}" "$tag"
  done
  IFS=" $newline"
  # PATH:Max file locks SOFT HARD locks
  # shellcheck disable=SC2086
  set -- $marked
  unset IFS
  while [ $# -gt 5 ]; do
    process=${1#/proc/} process=${process%%/*}
    [ "$4" != "$mark" ] || with_mark="$with_mark$process "
    # All marks have 15 digits.
    case "$ours$theirs" in
      *" $process "*) ;;
      *) [ ${#4} != 15 ] || belongs_to "$process" "$4" "$mark" ;;
    esac
    shift 6
  done
}
