#!/bin/sh
# Pulls by the engine's own interface, which tells of bytes as they come: its command line tells a terminal alone.
. ./functions/api.sh

# What a pull by the command line heeds of the user's own configuration.
settings='"auths":{"|"credsStore"|"credHelpers":{"|"HttpHeaders":{"'

# find_socket: sets $socket to the engine's socket; where a pull is to go by the command line, to nothing, and $lacking
# to why. A login that is given takes the place of the user's own.
find_socket() {
  socket='' lacking=''
  if [ -z "$query" ]; then lacking='the command line alone knows what this name means'
  elif [ -n "${DOCKER_CONTENT_TRUST-}${DOCKER_DEFAULT_PLATFORM-}" ]; then lacking='a variable is set that its command line alone heeds'
  elif ! command -v curl >/dev/null; then lacking='the host has no curl'
  elif [ "$by" = sudo ] && ! sudo -n -l curl >/dev/null 2>&1 </dev/null; then lacking='sudo may not run curl'
  elif ! { [ -n "$registry" ] || no_own_settings; }; then lacking='the user’s own configuration counts'
  else
    case $context in
      *' unix:///'*) socket=${context#* unix://} ;;
      *) lacking='the engine is at no socket of this host' ;;
    esac
  fi
}

no_own_settings() {
  # shellcheck disable=SC2016 # Its own shell reads the variables: sudo has another home.
  as_engine sh -c '
    file=${DOCKER_CONFIG:-$HOME/.docker}/config.json
    [ -e "$file" ] || exit 0
    [ -r "$file" ] || exit 1
    tr -d " \t\r\n" <"$file" | grep -Eq -- "$1" && exit 1
    exit 0' sh "$settings" </dev/null >/dev/null 2>&1
}

# hide_login: sets $auth to the login as the engine takes it, from $user, $password and $registry.
hide_login() {
  case $password in *[[:cntrl:]]*) return 1 ;; esac
  auth=$(printf %s "$password" | sed 's/[\\"]/\\&/g') || return
  auth=$(printf '{"username":"%s","password":"%s","serveraddress":"%s"}' "$user" "$auth" "$registry" | base64) || return
  auth=$(printf %s "$auth" | tr -d '\n' | tr '+/' '-_') && [ -n "$auth" ]
}

# pull_by_api: fails with 2 where the engine was not asked.
pull_by_api() {
  {
    # Every user can read an argument list.
    { [ -z "$auth" ] || printf 'header = "X-Registry-Auth: %s"\n' "$auth"; } |
      by_socket "$socket" -N -K - -X POST -w '\nanswered %{http_code}\n' "http://localhost/images/create?$query" \
        2>/dev/null
    printf '\nended %s\n' $?
  } | tell_pull
}

# tell_pull: what the command line would print, and bytes; at most once in a second for a layer that is on its way.
tell_pull() {
  end_of_line=$(printf '\r') answered=000 wrong='' ended=''
  while IFS= read -r line; do
    line=${line%"$end_of_line"}
    case $line in
      '') ;;
      'answered '*) answered=${line#* } ;;
      'ended '*) ended=${line#* } ;;
      *'"errorDetail":'* | *'"error":'* | '{"message":'*) wrong=$line ;;
      '{"status":"'*) tell_status ;;
    esac
  done
  case $answered,$ended,$wrong in
    200,0,) return 0 ;;
    000,*,) return 2 ;;
    *,*,) echo "the engine broke the pull off (answer $answered, end $ended)" >&2 ;;
    *) printf '%s\n' "$wrong" | plain_message "$([ "$answered" = 200 ] || echo 'Error response from daemon: ')" >&2 ;;
  esac
  return 1
}

tell_status() {
  status=${line#'{"status":"'} status=${status%%'"'*} id=''
  case $line in *'"id":"'*) id=${line##*'"id":"'} id=${id%%'"'*} ;; esac
  case $line in *'"current":'*) ;; *) printf '%s\n' "${id:+$id: }$status"; return ;; esac
  case $status in Downloading | Extracting) ;; *) return ;; esac
  case $id in '' | *[!0-9a-f]*) return ;; esac
  case $line in *'"total":'*) ;; *) return ;; esac
  came=${line#*'"current":'} came=${came%%[!0-9]*} total=${line#*'"total":'} total=${total%%[!0-9]*} up='' told=''
  { read -r up _ </proc/uptime; } 2>/dev/null
  now=at-${up%.*}
  eval "told=\${told_$id-}; told_$id=\$now"
  if [ "$status" = Extracting ]; then
    # A layer that came faster than the engine tells of it: what it unpacks are the bytes that came.
    [ -z "$told" ] || return 0
    came=$total
  fi
  [ "$told" = "$now" ] && [ "$came" != "$total" ] || printf '%s: Downloading %s/%s\n' "$id" "$came" "$total"
}

# plain_message PREFIX: the text of the message that is in JSON on standard input.
plain_message() {
  sed -E -e 's/.*"message" *: *"(([^"\\]|\\.)*)".*/\1/; t known' -e 's/.*"error" *: *"(([^"\\]|\\.)*)".*/\1/' -e ':known' \
    -e 's/\\[nrt]/ /g; s/\\u003[ce]//g; s/\\u0026/\&/g; s/\\(["\\/])/\1/g' -e "s/^/$1/"
}
