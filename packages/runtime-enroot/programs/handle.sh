#!/bin/bash
# Looks at a container's id, name and labels again, then acts, under the lock on its folder. A container that others
# made is known by its root filesystem alone. A running container that Berth made is asked by the guard whether it may
# go. Arguments: …, how many words the guard has, the guard, the labels.
data=$1 supervisor=$2 action=$3 id=$4 name=$5
guard=("${@:7:$6}")
shift "$((6 + $6))"
. ./functions/store.sh
. ./functions/processes.sh
. ./functions/holder.sh
. ./functions/remove.sh
. ./functions/start.sh
. ./functions/sources.sh

# end WORD [TEXT]: the last report.
end() {
  say "$@"
  finish
}

readable || fail
case $id in
  rootfs-*)
    rootfs=$data/$name
    [ -d "$rootfs" ] || end gone
    { [ "$(rootfs_id "$rootfs")" = "$id" ] && (($# == 0)); } || end changed
    other=$(id_of "$name") && ! { held_here "$other" && forsaken "$other" "$name"; } && end changed
    [ "$action" = remove ] || fail "container $name was not made by Berth, and how to start it is not known"
    { end_members "$rootfs" && enroot remove --force -- "$name" >&2; } || fail
    end 'done' ;;
esac
folder=$store/containers/$id
[ -e "$folder" ] || end gone
{ { exec 9<"$folder"; } 2>/dev/null && flock 9; } || {
  [ -e "$folder" ] || end gone
  fail "$folder cannot be locked"
}
[ -d "$folder" ] || end gone
held_here "$id" || fail "container $name belongs to the host $(holder_of "$id" | head -n 1)"
for pair; do grep -qF -- "$pair" "$folder/labels" || end changed; done
[ "$(id_of "$name")" = "$id" ] || end changed
case $action in
  restart)
    alive "$id" && end 'done'
    whole "$id" "$name" || fail "the root filesystem of container $name is not there whole"
    if said=$(why_not_again "$id"); then fail "$said"; fi
    { end_members "$data/$name" && start_container "$id" "$name"; } || fail ;;
  remove)
    if ((${#guard[@]} > 0)) && alive "$id"; then
      said=$(bounded enroot exec -- "$init" "${guard[@]}" 2>&1 </dev/null) || ! alive "$id" || end guarded "$said"
    fi
    remove_container "$id" "$name" || fail ;;
esac
end 'done'
