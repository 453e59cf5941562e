#!/bin/sh
# `ours_runs PIDFILE CONFIG` tells whether the sshd of the pid file runs and sets `pid`. The process must name the
# configuration: after a restart of the container another process can have its number.
ours_runs() {
  pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] || return 1
  case $(tr '\000' ' ' 2>/dev/null <"/proc/$pid/cmdline") in *sshd*"$2"*) return 0 ;; esac
  return 1
}
