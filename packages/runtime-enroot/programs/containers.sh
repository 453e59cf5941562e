#!/bin/bash
# Tells of every container that Berth made here for the user who runs this, in any state: a line for each fact, and
# `end` once all is told. Run beside another user's, it reports in lines alone. Of one that runs and was launched by
# Berth it tells what is inside: the last words are the command for that. One that does not answer within ten seconds is
# waited for no longer, and all of them for no more than half a minute. Arguments: a name that no container has; the
# command.
nothing=$1
shift
. ./functions/path.sh
. ./functions/find-data.sh
find_data "$nothing" || exit
. ./functions/store.sh
. ./functions/processes.sh
. ./functions/holder.sh
. ./functions/ends-with-login.sh

tell() { printf '%s %s\n' "$1" "$2"; }

# Devices are mounts of what is below /dev.
tell_devices() {
  local word before=
  read_words "$1"
  for word in ${words[@]+"${words[@]}"}; do
    case $before,$word in --mount,/dev/*) tell device "${word%%:*}" ;; esac
    before=$word
  done
}

tell engine "$version"
tell data "$data"
tell boot "$boot"
! identity=$(stat -c %d:%i -- "$data" 2>/dev/null) || tell identity "$identity"
! ends_with_login || tell ends-with-login yes
readable || exit
names=
[ ! -d "$store/names" ] || names=$(ls -A -- "$store/names") || exit
while IFS= read -r name; do
  { [ -n "$name" ] && id=$(id_of "$name"); } || continue
  folder=$store/containers/$id
  held_here "$id" || { { holder_of "$id" >/dev/null || [ "$(id_of "$name")" != "$id" ]; } && continue; exit 1; }
  ! forsaken "$id" "$name" || continue
  { labels=$(<"$folder/labels") && created=$(<"$folder/created") && record=$(<"$folder/record"); } ||
    { [ "$(id_of "$name")" != "$id" ] && continue; exit 1; }
  tell container "$id $name"
  tell created "$created"
  tell labels "$labels"
  tell record "$record"
  tell_devices "$folder/start"
  if alive "$id"; then
    tell running "$started"
    case $labels in
      *'"berth.launch":'*)
        left=$((30 - SECONDS))
        if ((left <= 0)); then tell looked late
        else
          text=$(
            timeout -s KILL "$((left < 10 ? left : 10))" enroot exec -- "$init" "$@" 2>/dev/null </dev/null |
              head -c 1048576
            exit "${PIPESTATUS[0]}"
          )
          tell looked "$?"
          printf '%s\n' "$text" | sed 's/^/inside /'
        fi ;;
    esac
  else tell stopped "$started"
  fi
done <<<"$names"
echo end
