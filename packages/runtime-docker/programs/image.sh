#!/bin/sh
# Looks for the image; where it is missing, or a tag that is to be pulled always, loads the archive or pulls, then
# looks again. What the engine prints on the way is progress. A failure to look is told from a missing image by the
# engine's words, which are kept apart from its answer. The last words are the login of a pull: the registry as a
# client's configuration has it, the user, the file with the password, or `-` for standard input, and the functions that
# read it; empty for none; and what the usual engine is.
by=$1 program=$2 image=$3 pull=$4 archive=$5 invalid=$6 missing=$7 query=$8 registry=$9
shift 9
user=$1 file=$2 login='' password='' said=''
usual=$4
eval "$3"
[ -z "$registry" ] || hear_password "$file"
. ./functions/engine.sh
. ./functions/archive.sh
. ./functions/pull-by-api.sh
exec 3>&1

# Only an image that is there is described in the report. A template that is {{json .}} and no more is a list to
# Podman.
look() {
  say image
  is_word "$image" && find_by_api "/images/$image/json" '/^\{"Id":"sha256:[0-9a-f]{64}",.*\}$/p'
  case $? in
    0) printf '\n%s\n' "$found"; return ;;
    4) said=$found; return 1 ;;
  esac
  said=$(engine image inspect --format '{{println}}{{json .}}' -- "$image" 2>&1 >&3)
}

is_missing() { ! says "$invalid" && says "$missing"; }
says() { printf '%s\n' "$said" | grep -Eq -- "$1"; }

end() {
  say "$1"
  finish
}

# write_login: what the engine's command reads a login from, in a configuration that has nothing else in it.
write_login() {
  auth=$(printf '%s:%s' "$user" "$password" | base64) || { said='base64 is missing, or failed' && return 1; }
  # Its lines are wrapped.
  auth=$(printf %s "$auth" | tr -d '\n') || { said='tr is missing, or failed' && return 1; }
  (umask 077 && printf '{"auths":{"%s":{"auth":"%s"}}}\n' "$registry" "$auth" >"$login/config.json") ||
    { said="a login could not be written into $login" && return 1; }
  auth=''
}

# pull_with_login: the context that the user's configuration names leads to the engine, and the login's has none.
pull_with_login() {
  [ "$program" = docker ] || {
    engine pull --authfile "$login/config.json" -- "$image"
    return
  }
  case $context in
    '') engine context inspect --format '{{.Name}} {{.Endpoints.docker.Host}}' ;;
    'default '*) engine --config "$login" pull -- "$image" ;;
    *) engine --config "$login" --host "${context#* }" pull -- "$image" ;;
  esac
}

no_login() {
  printf '%s\n' "$said" >&2
  end no-login
}

# pull: a signal is heeded while this waits, and not while a command is at work.
pull() {
  context='' auth='' lacking=''
  [ "$program" != docker ] || {
    context=$(engine context inspect --format '{{.Name}} {{.Endpoints.docker.Host}}' 2>/dev/null)
    find_socket
    [ -z "$registry" ] || [ -n "$lacking" ] || hide_login || lacking='the password is one that only a file can hold'
    if [ -z "$lacking" ]; then
      pull_by_api & wait $! && return
      [ $? = 2 ] || return 1
      lacking='curl did not reach the engine'
    fi
    echo "no bytes are told: $lacking"
  }
  if [ -n "$registry" ]; then
    write_login || no_login
    password=''
    pull_with_login & wait $!
  else
    engine pull -- "$image" & wait $!
  fi
}

if look; then
  case "$pull $image" in
    'always '*@*) finish ;;
    'always '*) ;;
    *) finish ;;
  esac
else
  is_missing || fail "$said"
fi
if [ -n "$archive" ]; then
  moved=$(moved_tags "$archive")
  [ -z "$moved" ] || say moves "$moved"
  say loading
  load_archive "$archive" || end load-failed
elif [ "$pull" = never ]; then
  end not-here
else
  [ -z "$registry" ] || open_login "$file" "$by" || no_login
  say pulling
  pull || end pull-failed
fi
look && finish
is_missing || fail "$said"
end still-missing
