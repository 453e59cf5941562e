#!/bin/sh
# Looks at a container's id and labels again, then acts, by the id alone: an id is never given again, and labels cannot
# change. A restart looks for the folders and files of the host that the container mounts before: between the marks in
# what the template prints, the marks being the container's id, which no path can have had when it was made.
by=$1 program=$2 action=$3 id=$4 template=$5
shift 5
. ./functions/engine.sh
. ./functions/sources.sh

end() {
  say "$1"
  finish
}

need_sources() {
  rest=$1
  while :; do
    case $rest in *"<$id "*) ;; *) return ;; esac
    rest=${rest#*"<$id "}
    source=${rest%%" $id>"*}
    if missing_source "${source#* }" "${source%% *}"; then
      printf '%s\n' "$said" >&2
      end no-source
    fi
  done
}

match=$(engine container inspect --format "$template" -- "$id") || end unread
[ "$(printf '%s\n' "$match" | tail -n 1)" = match ] || end changed
case $action in
  restart)
    need_sources "$match"
    engine start -- "$id" >/dev/null || end undone ;;
  remove) engine rm "$@" -- "$id" >/dev/null || end undone ;;
esac
end 'done'
