#!/bin/bash
# Whether a systemd ends every process of a login at its end: it would end containers too.
ends_with_login() {
  local policy
  [ -d /run/systemd/system ] && [ "$(id -u)" != 0 ] || return
  policy=$(cat /usr/lib/systemd/logind.conf.d/*.conf /etc/systemd/logind.conf \
    /run/systemd/logind.conf.d/*.conf /etc/systemd/logind.conf.d/*.conf 2>/dev/null |
    sed -n 's/^[[:space:]]*KillUserProcesses[[:space:]]*=[[:space:]]*//p' | tail -n 1)
  case $policy in [yY]* | [tT]* | 1 | on) ;; *) return 1 ;; esac
}
