#!/bin/sh
# Asks the engine, plainly and, where the plain answers do not settle which engine is used, through sudo; prints the
# answer to each question. Questions that do not need each other's answers run at once. The container is asked for by
# name, which an engine also matches with prefixes of ids: the container that the engine found is believed only if it
# agrees with the listing. Its image is then asked for by id, and what Berth wrote down inside of it, if it runs and was
# launched by Berth: the last words are the command that tells. The folder of the answers has the nonce in
# its name, so that it can be removed whenever the program is ended. It is made where there is room, for an answer that
# is cut short by a full disk is none.
name=$1 image=$2 privilege=$3 program=$4 answered=$5 rootless=$6 endpoint=$7 folder=$8
shift 8
. ./functions/engine.sh
work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
for place in /dev/shm "${TMPDIR:-/tmp}"; do
  work=$place/berth-${nonce:?}
  # Every user can read the nonce in the argument list: what is there already is another's, and stays.
  mkdir -m 700 "$work" 2>/dev/null || { work=; continue; }
  printf '%65536s' '' 2>/dev/null >"$work/room" && : >"$work/room" && break
  rm -rf "$work"
  work=
done
[ -n "$work" ] || fail "/dev/shm and ${TMPDIR:-/tmp} are full, or cannot be written"

keep() { section "$@" >"$work/$1.section"; }

# The host that is asked, with which an engine's own account of its host is compared.
this_host() {
  uname -n
  uname -r
  sed -n 's/^MemTotal: *//p' /proc/meminfo
  cat /proc/sys/kernel/random/boot_id
}

inspected='{{.Id}} {{.Image}} {{.State.Status}} {{if index .Config.Labels "berth.launch"}}launched{{end}}'

# look WAY COMMAND…: the command tells what is inside.
look() {
  by=$1 id='' used='' state='' tagged=''
  shift
  keep "$by.info" engine info --format '{{json .}}' &
  [ -z "$endpoint" ] || keep "$by.endpoint" engine context inspect --format "$endpoint" &
  keep "$by.list" engine ps --all --no-trunc --format '{{.ID}} {{.Names}}' &
  [ -z "$name" ] ||
    keep "$by.container" engine container inspect --format "$inspected{{println}}{{json .}}" -- "$name" &
  [ -z "$image" ] || keep "$by.local" engine image inspect --format '{{.Id}}{{println}}{{json .}}' -- "$image" &
  wait
  if [ -n "$folder" ]; then
    root=$(sed -n "s/.*\"$folder\": *\"\([^\"]*\)\".*/\1/p" "$work/$by.info.section" | head -n 1)
    [ -z "$root" ] || keep "$by.folder" stat -c %d:%i -- "$root" &
  fi
  # The answer to a question begins on the third line of its section, after an empty line and the line that names the
  # question.
  [ ! -f "$work/$by.container.section" ] ||
    { read -r id; read -r id; read -r id used state; } <"$work/$by.container.section"
  [ ! -f "$work/$by.local.section" ] || { read -r tagged; read -r tagged; read -r tagged; } <"$work/$by.local.section"
  case $id in '' | *[!0-9a-f]*) return ;; esac
  [ "$state" != 'running launched' ] || keep "$by.inside" bounded engine exec --user 0 "$id" "$@" &
  [ -z "$used" ] || [ "$used" = "$tagged" ] ||
    keep "$by.used" engine image inspect --format '{{.Id}}{{println}}{{json .}}' -- "$used" &
  wait
}

linger() {
  if [ -e "/var/lib/systemd/linger/$(id -un)" ]; then echo yes
  elif command -v loginctl >/dev/null; then echo no
  else echo 'no logind'
  fi
}

said_by_plain() {
  [ -f "$work/plain.info.section" ] && grep -Eq -- "$1" "$work/plain.info.section"
}

plain_settles() {
  if said_by_plain "$rootless"; then return 1; fi
  said_by_plain "$answered" || [ "$(id -u)" = 0 ]
}

case $privilege in
  plain) look plain "$@" ;;
  sudo) look sudo "$@" ;;
  *) look plain "$@"; plain_settles || look sudo "$@" ;;
esac
if said_by_plain "$rootless"; then
  keep linger linger
  keep groups id -nG
fi
keep host this_host
for section in "$work"/*.section; do
  grep -q "^${nonce:?} exit$" "$section" || fail "$work has no room for what the engine says"
done
cat "$work"/*.section
