#!/bin/sh
# The engine's own interface, by curl and the engine's socket: a start of its command line costs a host several times as
# much. Where anything else than the usual engine may be meant, or may answer, there is only the command line.

# It is asked nothing that changes anything. An answer that is not word for word as it is known here counts as none,
# whatever it is: then the command line is asked, whose words of trouble are known.

# by_socket SOCKET WORD…: curl, heeding no settings of the user's.
by_socket() { as_engine curl -q -sS --noproxy '*' --unix-socket "$@"; }

# has_api: whether the usual engine of the way $by, and no other, answers at its socket, which `$usual` ends with where
# the command line tells of it, and which becomes `$socket`.
has_api() {
  socket=${usual#* unix://}
  [ "$socket" != "$usual" ] && [ -w "$socket" ] && command -v curl >/dev/null && is_led_nowhere
}

# is_led_nowhere: whether nothing can lead the client to another engine than its usual one: no variable, no settings of
# the user's, and no script or snap that stands in for the client. What sudo leaves of all this is not known here.
led_nowhere=
is_led_nowhere() {
  [ "$by" = plain ] || return
  [ -n "$led_nowhere" ] || { led_nowhere=no; finds_no_lead && led_nowhere=yes; }
  [ "$led_nowhere" = yes ]
}

finds_no_lead() {
  [ -n "${HOME-}" ] || return
  [ -z "${DOCKER_HOST-}${DOCKER_CONTEXT-}${DOCKER_TLS-}${DOCKER_TLS_VERIFY-}${DOCKER_API_VERSION-}" ] || return
  settings=${DOCKER_CONFIG:-$HOME/.docker}/config.json
  [ ! -e "$settings" ] || leads_nowhere "$settings" || return
  client=$(command -v "$program") && [ ! -h "$client" ] || return
  case $(head -c 4 -- "$client") in ?ELF) ;; *) return 1 ;; esac
}

# leads_nowhere FILE: whether settings name no context. An escape could spell the word in another way.
leads_nowhere() { [ -f "$1" ] && [ -r "$1" ] && ! grep -Eiq 'context|\\' -- "$1"; }

# is_word TEXT: whether a name or a reference is a word of a path as it is.
is_word() { case $1 in *[!a-zA-Z0-9_.:/@-]*) return 1 ;; esac; }

# find_by_api PATH KNOWN: asks one question, and sets $found to what KNOWN, of sed, finds in the answer. Fails with 4
# where the engine has not what was asked for, as $found says; otherwise where nothing is found.
find_by_api() {
  has_api || return 1
  found=$(by_socket "$socket" --path-as-is -w '%{http_code}' "http://localhost$1" 2>/dev/null) || return 1
  case $found in
    *'
200') known=$2 end=0 ;;
    *'
404') known=$known_none end=4 ;;
    *) return 1 ;;
  esac
  found=$(printf '%s\n' "${found%????}" | LC_ALL=C sed -n -E -e "$known")
  [ -n "$found" ] && return $end
}

# The words of the engine that it has not what was asked for, as its command line passes them on.
known_none='s/^\{"message":"((no such image: [^" ]+: )?No such (container|image): [^" ]+)"\}$/Error response from daemon: \1/p'
