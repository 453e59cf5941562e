#!/bin/sh
# Many questions to the engine's own interface at one go, whose answers become sections as the command line would print
# them. `$work` is the folder of answers.
. ./functions/api.sh
. ./functions/described.sh

# ask_api NAME PATH…: asks each question by its path, where the interface can be asked.
ask_api() {
  statuses='' left=$#
  has_api || return
  while [ "$left" -gt 0 ]; do
    set -- "$@" -o "$work/$by.$1.json" "http://localhost$2"
    shift 2
    left=$((left - 2))
  done
  # Without --fail-early, curl ends as its last question did.
  statuses=$(by_socket "$socket" --path-as-is --fail-early -w '%{http_code} %{filename_effective};' "$@" \
    2>/dev/null) || statuses=
}

# tell NAME: keeps the section NAME, as the command line would print it; fails where the command line is to be asked.
tell() {
  answer=$work/$by.$1.json
  case ";$statuses" in
    *";200 $answer;"*) tell_answer "$1" ;;
    *";404 $answer;"*)
      none=$(find_in_answer "$known_none") && [ -n "$none" ] && keep "$by.$1" tell_none
      ;;
    *) return 1 ;;
  esac
}

tell_answer() {
  case $1 in
    info) known=$known_info ;;
    container) known=$known_container ;;
    list)
      known=$known_list
      if { read -r line <"$answer"; } 2>/dev/null && [ "$line" = '[]' ]; then keep "$by.list" true; return; fi
      ;;
    *) known=$known_image ;;
  esac
  keep "$by.$1" find_in_answer "$known"
  # After an empty line and the line that names the question.
  { read -r line; read -r line; read -r line; } <"$work/$by.$1.section" && [ -n "$line" ]
}

tell_none() {
  printf '%s\n' "$none" >&2
  return 1
}

find_in_answer() { LC_ALL=C sed -n -E -e "$1" -- "$answer"; }

known_info='/^\{"ID":".*,"ServerVersion":"[^"].*\}$/p'

known_image='s/^\{"Id":"(sha256:[0-9a-f]{64})",.*\}$/\1\
&/p'

after_entrypoint='(,"NetworkDisabled":true)?(,"MacAddress":"[^"]*")?(,"OnBuild":('$texts'))?'
known_container='h
'$cover'
t covered
:covered
/"berth\.launch":"[^"]/{
  s/,"Entrypoint":('$texts')'$after_entrypoint',"Labels":\{("[^"]*":"[^"]*",)*"berth\.launch":"[^"].*\}$/}launched/
  t labels
  d
}
:labels
s/'$up_to_state'.*\},"Image":"(sha256:[0-9a-f]{64})","ResolvConfPath":".*\}(launched)?$/\1 \5 \4 \6/
t told
d
:told
G
p'

# A listing that has one container.
known_list=$cover'
/\{"Id":".*\{"Id":"/d
s/^\[\{"Id":"([0-9a-f]{64})","Names":\["\/([^",/ ]+)"\],.*\}\]$/\1 \2/p'
