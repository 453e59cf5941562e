#!/bin/sh
# Installs the bundle on standard input, starts sshd as asked, and proves that the server that listens is ours by the
# host key that it presents. Prints one word (`ready`, `taken`, `failed`, `shell`: that of root keeps everybody out, or
# `changed`: another process has installed something since this container was looked at, and nothing was changed here),
# then what was seen.
# Arguments: the folder of sshd's files, and the paths of its configuration, its log, its pid file, the digest of the
# files that it was started with; of the client's configuration, the client key, the known hosts, the system's
# configuration of clients, its passwords and its accounts; of the folder of keys, the host key, the authorized keys;
# then the launch that made the container, what it was seen to trust, what it is to trust, and whether keys are `given`
# or `kept`; then the action, the port, the digest of the files that sshd is to be started with, the name in known
# hosts, and the addresses to try, in order.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
folder=$1 config=$2 log=$3 pid_file=$4 started_file=$5
shift 5
client_config=$1 client_key=$2 known_hosts=$3 system_config=$4 shadow=$5 accounts=$6
shift 6
key_folder=$1 host_key=$2 authorized=$3
shift 3
launch=$1 seen_trust=$2 trust=$3 keys=$4
shift 4
action=$1 port=$2 started=$3 known=$4
shift 4
mask=$(umask)
umask 022
. ./functions/adopt.sh
. ./functions/ours-runs.sh
. ./functions/trusted.sh
. ./functions/unpack.sh
runs() { ours_runs "$pid_file" "$config"; }
pause() { sleep 0.05 2>/dev/null || sleep 1; }
outcome() {
  echo "$1"
  printf '%s\n' "$2"
  exit 0
}
stop() {
  runs || return 0
  kill "$pid"
  turn=0
  while runs && [ $turn -lt 100 ]; do
    turn=$((turn + 1))
    pause
  done
}

adopt "$folder" "$key_folder" "$launch" || outcome failed "$folder cannot be made"
unpack || { drop_unpacked; outcome failed "the files did not arrive whole, or $folder cannot be written"; }

# Whether the container still is as it was when the plan was made: keys that are there are never replaced, and what
# another process has made it trust is not taken away.
unchanged() {
  if [ "$keys" = given ] && [ -s "$host_key" ] && [ -s "$client_key" ]; then
    for key in "$host_key" "$client_key"; do [ "$(cat "$key")" = "$(cat "$key.new.$$")" ] || return 1; done
  fi
  case $(trusted "$known_hosts" "$authorized") in
    "$seen_trust"|"$trust"|unknown) return 0 ;;
  esac
  return 1
}
hold "$folder.lock" || { drop_unpacked; outcome failed "another process has held $folder.lock for too long"; }
said=
if ! unchanged; then said=changed; elif ! install_unpacked; then said=failed; fi
drop_unpacked
release "$folder.lock"
case $said in
  changed) outcome changed 'another process has installed something meanwhile' ;;
  failed) outcome failed "$folder cannot be written" ;;
esac

# What is mounted from outside is another's, as are the files below it, and is not written to. `/` is the container's.
mounted() {
  path=$(readlink -f "$1" 2>/dev/null) || path=$1
  while read -r _ _ _ _ at _; do
    [ "$at" != / ] || continue
    case $path in "$at"|"$at"/*) return 0 ;; esac
  done </proc/self/mountinfo
  return 1
}

# Sshd refuses an account whose password begins with "!", with a key too; "*" is as impossible to log in with.
if grep -q '^root:!' "$shadow" 2>/dev/null; then
  if mounted "$shadow"; then outcome failed "root is locked in $shadow, which is mounted from outside: unlock it there"; fi
  sed -i 's/^root:!/root:*!/' "$shadow"
fi

# Nor does sshd let anybody in whose login shell is not there.
shell=$(sed -n 's/^root:.*://p' "$accounts" 2>/dev/null | head -n 1)
if [ -n "$shell" ] && [ ! -x "$shell" ]; then
  if mounted "$accounts"; then outcome shell "$shell, is not there, and $accounts is mounted from outside"; fi
  sed -i 's|^\(root:.*:\)[^:]*$|\1/bin/sh|' "$accounts" || outcome shell "$shell, is not there"
  shell=/bin/sh
fi
if [ -n "$shell" ] && ! said=$("$shell" -c : 2>&1 </dev/null); then
  outcome shell "$shell, runs no command${said:+: $said}"
fi

include="Include $client_config"
system=$(readlink -f "$system_config" 2>/dev/null) || system=$system_config
if [ "$(head -n 1 "$system" 2>/dev/null)" != "$include" ]; then
  if mounted "$system"; then
    outcome failed "$system is mounted from outside, and lacks as its first line: $include"
  fi
  mkdir -p "${system%/*}"
  {
    { echo "$include"; grep -vxF "$include" "$system" 2>/dev/null || :; } >"$system.berth" &&
      chmod 644 "$system.berth" && mv -f "$system.berth" "$system"
  } || outcome failed "$system cannot be written"
fi

sshd=$(command -v sshd)
# Whether a process lives, by its state: a command line is empty for a moment while a process becomes another program.
alive() { [ -e "/proc/$1/status" ] && ! grep -q '^State:[[:space:]]*[ZX]' "/proc/$1/status" 2>/dev/null; }

# Starts sshd in the foreground of a child, whose number is known: an sshd that must be ended after a failure is never
# looked for by name.
start() {
  if runs && [ "$(cat "$started_file" 2>/dev/null)" = "$started" ]; then return 0; fi
  mkdir -p /run/sshd && chmod 755 /run/sshd
  said=$("$sshd" -t -f "$config" 2>&1) || outcome failed "$sshd refuses its configuration: $said"
  own=$log.$$
  (umask 077; : >"$own")
  # Sshd gives its sessions the umask that it has, and would make this file by it.
  : >>"$pid_file"
  (umask "$mask"; unset BERTH_EXEC; exec "$sshd" -D -f "$config" -E "$own") </dev/null >/dev/null 2>&1 &
  child=$!
  turn=0
  until [ "$(cat "$pid_file" 2>/dev/null)" = "$child" ] || [ $turn -gt 200 ] || ! alive "$child"; do
    turn=$((turn + 1))
    pause
  done
  if runs && [ "$pid" = "$child" ] && ! grep -q 'Address already in use' "$own"; then
    # For each connection sshd opens its log anew, by the name that it was started with.
    older=$(readlink "$log")
    ln -sf "$own" "$log"
    [ -z "$older" ] || [ "$older" = "$own" ] || rm -f "$older"
    echo "$started" >"$started_file"
    return 0
  fi
  kill "$child" 2>/dev/null
  wait "$child"
  code=$?
  said=$(cat "$own")
  rm -f "$own"
  case $said in *'Address already in use'*) ;; *) outcome failed "sshd ended with $code: $said" ;; esac
  turn=0
  # Perhaps another process of Berth's has just started sshd.
  until runs; do
    turn=$((turn + 1))
    [ $turn -lt 20 ] || outcome taken "$said$(seen "$1")"
    pause
  done
}

# The server that answers at an address: its banner and the key that it presents, if it has any.
seen() {
  answer=$(ssh-keyscan -T 2 -t ed25519,rsa,ecdsa -p "$port" "$1" 2>&1 | sort -u | head -n 4)
  printf '\nwhat answers at %s: %s' "$1" "${answer:-nothing that speaks SSH}"
}

check() {
  said=$(ssh -F /dev/null -p "$port" -i "$client_key" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=5 \
    -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$known_hosts" -o GlobalKnownHostsFile=/dev/null \
    -o HostKeyAlias="$known" "root@$1" true 2>&1 </dev/null)
}

case $action in
  start) start "$1" ;;
  restart) stop; start "$1" ;;
esac

for address in "$@" 127.0.0.1; do
  if check "$address"; then
    runs
    outcome ready "$pid"
  fi
  case $said in
    *'ermission denied'*) outcome failed "it presents our key and refuses to log in: $said
$(tail -n 5 "$log")" ;;
    *'ost key verification failed'*|*'kex_exchange'*|*'ssh_exchange'*|*'banner'*|*'onnection closed by'*| \
      *'onnection reset'*|*'no matching host key'*)
      case $action in start|restart) stop ;; esac
      outcome taken "$address: $said$(seen "$address")" ;;
  esac
done
outcome failed "it cannot be reached from its own host, last at 127.0.0.1: $said"
