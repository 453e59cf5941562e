import { processFunctions, storeFunctions } from './store-script.js'

/**
 * Runs a container in the foreground and outlives the login in a session of its own. It writes down which process the init is, waits for its end, and then ends what
 * else is in the container. Whoever starts or removes the container holds the lock on its folder; a supervisor that comes late finds another init written down.
 */
const supervisor = `
data=$1 id=$2 name=$3
${storeFunctions}
${processFunctions}
folder=$store/containers/$id
read_words "$folder/limits"
((\${#words[@]} == 0)) || prlimit --pid "$$" "\${words[@]}" || exit 1
read_words "$folder/start"
ENROOT_LOGIN_SHELL=no enroot start "\${words[@]}" --rc "$folder/rc" -- "$name" </dev/null &
init=$!
look_at "$init" || exit 1
written="$init $ticks $boot $(date -u +%Y-%m-%dT%H:%M:%S.%NZ)"
printf '%s\\n' "$written" >"$folder/process.new" && mv -f "$folder/process.new" "$folder/process" || { kill -KILL "$init"; exit 1; }
trap 'kill -KILL "$init"' HUP INT TERM
wait "$init"
exec 9<"$folder" && flock 9 || exit
[ "$(<"$folder/process")" = "$written" ] && whole "$id" "$name" && end_members "$data/$name"
`

/**
 * Starts a container and waits until its init says that it is ready, or has ended: the supervisor itself then waits for the lock, which the caller
 * holds on descriptor 9. The init reads its environment anew, so that
 * what enters the container later finds the search path in it.
 */
export const startFunction: string = `
supervisor=$(cat <<'BERTH'
${supervisor}
BERTH
)

start_container() {
  local folder=$store/containers/$1 pid
  : >"$folder/log"
  rm -f "$folder/process"
  setsid env -u BERTH_EXEC bash --norc -c "$supervisor" berth-supervisor "$data" "$1" "$2" </dev/null >>"$folder/log" 2>&1 9>&- &
  pid=$!
  until grep -qxF 'berth: ready' "$folder/log"; do
    if [ -e "$folder/process" ] && ! alive "$1" || ! kill -0 "$pid" 2>/dev/null; then
      cat "$folder/log" >&2
      return 1
    fi
    sleep 0.05
  done
  alive "$1" || { cat "$folder/log" >&2; return 1; }
}
`
