#!/bin/sh
# `look_at_processes` sets `rows` to a word for each process, `PID,PARENT,GROUP,SESSION,START`: all but the kernel's own
# and those that have ended. Sets `ours` to the processes that have `$tag` or `$mark`, and `theirs` to those that have
# the tag or the mark of another command. Fails where not every process may be looked at.
. ./functions/mark.sh
# A process whose first thread has ended, and others not, looks like one that has ended, but for their number. A name
# may have any character, a newline too.
of_process='\) ([^ZX] ([-0-9]+ ){19}[1-9]|Z ([-0-9]+ ){16}([2-9]|[1-9][0-9]+) )'
of_limit='Max file locks +[0-9]'
# A grep without `-z`, as a small busybox has, ends at the first NUL of an environment.
if printf 'a\0b\0' | grep -qzx b 2>/dev/null; then
  tags() { LC_ALL=C grep -Hz "^${tag%%=*}=" /proc/[0-9]*/environ | tr '\0' '\n'; }
else
  tags() {
    for file in /proc/[0-9]*/environ; do
      line=$(tr '\0' '\n' <"$file" | grep "^${tag%%=*}=") && printf '%s:%s\n' "$file" "$line"
    done
  }
fi
look_at_processes() {
  rows=' ' ours=' ' theirs=' '
  tagged=$(tags 2>/dev/null)
  seen=$(LC_ALL=C grep -HE "$of_limit|$of_process" /proc/[0-9]*/limits /proc/[0-9]*/stat 2>/dev/null)
  set -f
  IFS='
'
  for line in $tagged; do
    process=${line#/proc/} process=${process%%/*}
    case $line in *":$tag") ours="$ours$process " ;; *) theirs="$theirs$process " ;; esac
  done
  # shellcheck disable=SC2086 # The fields are words of their own.
  for line in $seen; do
    IFS=' '
    process=${line#/proc/} process=${process%%/*}
    case $line in
      */limits:*)
        set -- ${line#*locks }
        case "$ours$theirs" in
          *" $process "*) ;;
          *)
            # All marks have 15 digits.
            if [ "$1" = "$mark" ]; then ours="$ours$process "; elif [ ${#1} = 15 ]; then theirs="$theirs$process "; fi ;;
        esac ;;
      *)
        set -- ${line##*) }
        rows="$rows$process,$2,$3,$4,${20} " ;;
    esac
  done
  set +f
  unset IFS
  case $rows in *" $$,"*) ;; *) return 1 ;; esac
  case $rows in *' 1,'*) ;; *) return 1 ;; esac
}
