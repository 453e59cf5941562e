#!/bin/bash
# Runs a container in the foreground and outlives the login in a session of its own. It writes down which process the
# init is, waits for its end, and then ends what else is in the container. One with a lease is ended when the lease is
# over, and taken away whenever it ends. Whoever starts or removes the container holds the lock on its folder; a
# supervisor that comes late finds another init written down.
data=$1 id=$2 name=$3
. ./functions/store.sh
. ./functions/processes.sh
. ./functions/remove.sh
. ./functions/lease.sh
folder=$store/containers/$id
read_words "$folder/limits"
((${#words[@]} == 0)) || prlimit --pid "$$" "${words[@]}" || exit 1
settings=(ENROOT_LOGIN_SHELL=no)
[ ! -e "$folder/settings" ] || { read_words "$folder/settings" && settings+=("${words[@]}"); }
read_words "$folder/start"
env "${settings[@]}" enroot start "${words[@]}" --conf "$folder/conf" --rc "$folder/rc" -- "$name" </dev/null &
init=$!
look_at "$init" || exit 1
written="$init $ticks $boot $(date -u +%Y-%m-%dT%H:%M:%S.%NZ)"
{ printf '%s\n' "$written" >"$folder/process.new" && mv -f "$folder/process.new" "$folder/process"; } || {
  kill -KILL "$init"
  exit 1
}
trap 'kill -KILL "$init"' HUP INT TERM
if [ -e "$folder/lease" ]; then
  watch_lease &
  watch=$!
fi
wait "$init"
[ -z "${watch-}" ] || kill "$watch" 2>/dev/null
exec 9<"$folder" && flock 9 || exit
[ "$(<"$folder/process")" = "$written" ] || exit
if [ -n "${watch-}" ]; then remove_container "$id" "$name"
else whole "$id" "$name" && end_members "$data/$name"
fi
