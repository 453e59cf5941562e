#!/bin/sh
# Asks the engine, plainly and, where the plain answers do not settle which engine is used, through sudo; prints the
# answer to each question. Questions that do not need each other's answers run at once. The container is asked for by
# name, which an engine also matches with prefixes of ids: the container that the engine found is believed only if it
# agrees with the listing. Its image is then asked for by id, and what Berth wrote down inside of it, if it runs and was
# launched by Berth: the last words are the command that tells.
name=$1 image=$2 privilege=$3 program=$4 answered=$5 rootless=$6 endpoint=$7 usual=$8 folder=$9
shift 9
. ./functions/engine.sh
. ./functions/answers.sh
. ./functions/ways.sh
make_room

inspected='{{.Id}} {{.Image}} {{.State.Status}} {{if index .Config.Labels "berth.launch"}}launched{{end}}'
# A name is no pattern: what else it may stand for is in the listing then, and no listing of one container.
named="/containers/json?all=1&filters=%7B%22name%22%3A%5B%22%5E%2F%3F$name%24%22%5D%7D"

# look WAY COMMAND…: the command tells what is inside.
look() {
  by=$1 id='' used='' state='' tagged=''
  shift
  if is_word "$name$image"; then
    ask_api info /info ${name:+list "$named" container "/containers/$name/json"} ${image:+local "/images/$image/json"}
  else ask_api info /info
  fi
  ask_engine
  { tell list || keep "$by.list" engine ps --all --no-trunc --format '{{.ID}} {{.Names}}'; } &
  [ -z "$name" ] || tell container ||
    keep "$by.container" engine container inspect --format "$inspected{{println}}{{json .}}" -- "$name" &
  [ -z "$image" ] || inspect_image local "$image" &
  wait
  ask_folder
  # The answer to a question begins on the third line of its section, after an empty line and the line that names the
  # question.
  [ ! -f "$work/$by.container.section" ] ||
    { read -r id; read -r id; read -r id used state; } <"$work/$by.container.section"
  [ ! -f "$work/$by.local.section" ] || { read -r tagged; read -r tagged; read -r tagged; } <"$work/$by.local.section"
  case $id in '' | *[!0-9a-f]*) wait; return ;; esac
  [ "$state" != 'running launched' ] || keep "$by.inside" bounded engine exec --user 0 "$id" "$@" &
  [ -z "$used" ] || [ "$used" = "$tagged" ] || { ask_api used "/images/$used/json"; inspect_image used "$used"; } &
  wait
}

inspect_image() {
  tell "$1" ||
    keep "$by.$1" engine image inspect --format '{{.Id}}{{println}}{{json .}}' -- "$2"
}

case $privilege in
  plain) look plain "$@" ;;
  sudo) look sudo "$@" ;;
  *) look plain "$@"; plain_settles || look sudo "$@" ;;
esac
ask_host
tell_answers
