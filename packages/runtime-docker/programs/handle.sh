#!/bin/sh
# Looks at a container's id and labels again, then acts, by the id alone: an id is never given again, and labels cannot
# change.
by=$1 program=$2 identity=$3 action=$4 id=$5 template=$6
shift 6
. ./functions/engine.sh

end() {
  say "$1"
  finish
}

# An engine that does not have the container is believed only if it is the one that held it.
failed() {
  say engine "$(engine info --format "$identity")"
  end "$1"
}

match=$(engine container inspect --format "$template" -- "$id") || failed unread
[ "$(printf '%s\n' "$match" | tail -n 1)" = match ] || end changed
case $action in
  restart) engine start -- "$id" >/dev/null || failed undone ;;
  remove) engine rm "$@" -- "$id" >/dev/null || failed undone ;;
esac
end 'done'
