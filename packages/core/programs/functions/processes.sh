#!/bin/sh
# `look_at_processes` sets `rows` to a line for each process, `PID,STATE,PARENT,GROUP,SESSION,THREADS,START`: all that
# have memory, as neither the kernel's own have nor those that have ended, and those of which only the first thread has
# ended. A name may have any character, a newline too.
. ./functions/read-stat.sh
as_rows='/ 0 0 18446744073709551615 /{
/) Z /!d
}
:more
/) . \(-*[0-9]* \)\{20\}/!{
N
b more
}
s/^\([0-9]*\) (.*) \(.\) \([0-9]*\) \([0-9]*\) \([0-9]*\) [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* [^ ]* \([^ ]*\) [^ ]* \([^ ]*\) .*/\1,\2,\3,\4,\5,\6,\7/
/^[0-9]*,/!d
/,Z,.*,1,[0-9]*$/d
p'
look_at_processes() { rows=$(LC_ALL=C sed -n "$as_rows" /proc/[0-9]*/stat 2>/dev/null); }
# `look_at_status PID` sets `name` to a process's name and `user` to the number of the user as whom it acts, which is
# another one than began it where it is sudo's.
look_at_status() {
  user='' name=''
  while read -r field value; do
    case $field in Name:) name=$value ;; Uid:) user=${value#*[!0-9]} user=${user%%[!0-9]*} ;; esac
  done 2>/dev/null <"/proc/$1/status"
}
