import { sshdFiles, sshdFolder } from '../files/paths.js'
import { unpackBundle } from './bundle.js'
import { oursRuns } from './our-sshd-runs.js'

/**
 * Installs the bundle on standard input, starts sshd as asked, and proves that what listens is ours by the host key that it presents. Arguments: action,
 * port, digests, then the addresses to try, in order. Prints one word (`ready`, `taken`, `failed`), then what was seen.
 */
export const applyScript: string = `PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
action=$1 port=$2 started=$3 known=$4
shift 4
folder=${sshdFolder}
config=${sshdFiles.serverConfig}
log=${sshdFiles.log}
${oursRuns}
${unpackBundle}
pause() { sleep 0.05 2>/dev/null || sleep 1; }
outcome() {
  echo "$1"
  printf '%s\\n' "$2"
  exit 0
}
stop() {
  ours_runs || return 0
  kill "$pid"
  turn=0
  while ours_runs && [ $turn -lt 100 ]; do
    turn=$((turn + 1))
    pause
  done
}

mkdir -p "$folder" && chmod 755 "$folder" || outcome failed "$folder cannot be made"
unpack || { rm -f "$folder"/*.new.$$; outcome failed "the files did not arrive whole, or $folder cannot be written"; }

# Sshd refuses an account whose password begins with "!", with a key too; "*" is as impossible to log in with.
if grep -q '^root:!' /etc/shadow 2>/dev/null; then sed -i 's/^root:!/root:*!/' /etc/shadow; fi

include="Include ${sshdFiles.clientConfig}"
system=$(readlink -f /etc/ssh/ssh_config 2>/dev/null) || system=/etc/ssh/ssh_config
if [ "$(head -n 1 "$system" 2>/dev/null)" != "$include" ]; then
  mkdir -p "\${system%/*}"
  { echo "$include"; grep -vxF "$include" "$system" 2>/dev/null || :; } >"$system.berth" && chmod 644 "$system.berth" && mv -f "$system.berth" "$system" ||
    outcome failed "$system cannot be written"
fi

sshd=$(command -v sshd)
# By its state: a command line is empty for a moment while a process becomes another program.
alive() { [ -e "/proc/$1/status" ] && ! grep -q '^State:[[:space:]]*[ZX]' "/proc/$1/status" 2>/dev/null; }

# In the foreground of a child, whose number is known: what must be ended after a failure is never looked for by name.
start() {
  if ours_runs && [ "$(cat ${sshdFiles.started} 2>/dev/null)" = "$started" ]; then return 0; fi
  mkdir -p /run/sshd && chmod 755 /run/sshd
  said=$("$sshd" -t -f "$config" 2>&1) || outcome failed "$sshd refuses its configuration: $said"
  own=$log.$$
  : >"$own"
  (unset BERTH_EXEC; exec "$sshd" -D -f "$config" -E "$own") </dev/null >/dev/null 2>&1 &
  child=$!
  turn=0
  until [ "$(cat ${sshdFiles.pid} 2>/dev/null)" = "$child" ] || [ $turn -gt 200 ] || ! alive "$child"; do
    turn=$((turn + 1))
    pause
  done
  if ours_runs && [ "$pid" = "$child" ] && ! grep -q 'Address already in use' "$own"; then
    mv -f "$own" "$log"
    echo "$started" >${sshdFiles.started}
    return 0
  fi
  kill "$child" 2>/dev/null
  wait "$child"
  code=$?
  said=$(cat "$own")
  rm -f "$own"
  case $said in *'Address already in use'*) ;; *) outcome failed "sshd ended with $code: $said" ;; esac
  turn=0
  until ours_runs; do # Perhaps another process of Berth's has just started it.
    turn=$((turn + 1))
    [ $turn -lt 20 ] || outcome taken "$said$(seen "$1")"
    pause
  done
}

# What answers at an address: the banner and the key that it presents, if it has any.
seen() {
  answer=$(ssh-keyscan -T 2 -t ed25519,rsa,ecdsa -p "$port" "$1" 2>&1 | sort -u | head -n 4)
  printf '\\nwhat answers at %s: %s' "$1" "\${answer:-nothing that speaks SSH}"
}

check() {
  said=$(ssh -F /dev/null -p "$port" -i ${sshdFiles.clientKey} -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=5 \\
    -o StrictHostKeyChecking=yes -o UserKnownHostsFile=${sshdFiles.knownHosts} -o GlobalKnownHostsFile=/dev/null \\
    -o HostKeyAlias="$known" "root@$1" true 2>&1 </dev/null)
}

case $action in
  start) start "$1" ;;
  restart) stop; start "$1" ;;
esac

for address in "$@" 127.0.0.1; do
  if check "$address"; then
    ours_runs
    outcome ready "$pid"
  fi
  case $said in
    *'ermission denied'*) outcome failed "it presents our key and refuses to log in: $said
$(tail -n 5 "$log")" ;;
    *'ost key verification failed'*|*'kex_exchange'*|*'ssh_exchange'*|*'banner'*|*'onnection closed by'*|*'onnection reset'*|*'no matching host key'*)
      case $action in start|restart) stop ;; esac
      outcome taken "$address: $said$(seen "$address")" ;;
  esac
done
outcome failed "it cannot be reached from its own host, last at 127.0.0.1: $said"`
