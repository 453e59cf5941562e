#!/bin/sh
# `read_stat PID` sets `stat` to what follows a process's name in its file `stat`; to nothing for one that is gone.
read_stat() {
  stat=
  while IFS= read -r line || [ -n "$line" ]; do stat=$line; done 2>/dev/null <"/proc/$1/stat"
  stat=${stat##*) }
}
