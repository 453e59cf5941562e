#!/bin/sh
# Looks at a container's sshd and changes nothing: a line for each fact, then this shell's own environment and `end`.
# What is of another launch came along in the image and is not looked at.
# Arguments: the folder of sshd's files, and the paths of its pid file, its configuration, the host key, the client key,
# the known hosts and the authorized keys; the launch that made the container.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
missing=
for program in sshd ssh ssh-keygen; do
  command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
echo "missing $missing"
if [ -z "$missing" ]; then
  echo "version $(ssh -V 2>&1)"
  # What ssh itself thinks of its configuration, of which a part is the user's: a folder mounted from outside, say.
  said=$(ssh -G 127.0.0.1 2>&1 >/dev/null </dev/null) ||
    case $said in *'ad owner or permissions'*|*'terminating, '*)
      printf 'client_refuses %s\n' "$(printf '%s\n' "$said" | tr -d '\r' | tail -n 1)"
      ;;
    esac
fi
. ./functions/ours-runs.sh
. ./functions/trusted.sh
if [ "$(cat "$1/launch" 2>/dev/null)" = "$8" ]; then
  if ours_runs "$2" "$3"; then echo 'running yes'; else echo 'running no'; fi
  [ ! -s "$4" ] || echo "host_key $(ssh-keygen -y -P '' -f "$4" 2>/dev/null)"
  [ ! -s "$5" ] || echo "client_key $(ssh-keygen -y -P '' -f "$5" 2>/dev/null)"
  for file in installed started; do
    [ ! -s "$1/$file" ] || echo "$file $(cat "$1/$file")"
  done
  echo "trusted $(trusted "$6" "$7")"
else
  echo 'running no'
  echo 'trusted none'
fi
echo environ
cat /proc/$$/environ
printf '\nend\n'
