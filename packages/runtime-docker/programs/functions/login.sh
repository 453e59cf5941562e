#!/bin/sh
# A login for one pull: a folder of this program's own with a client configuration that has nothing else in it, gone
# when the program ends. The folder is called after its program, and whatever of another one is left, which was killed
# before it could remove its own, goes at the next login.
. ./functions/engine.sh

# What no other process of this machine has, at any time: name space, number and start, with dashes between.
who_runs() {
  space=$(readlink "/proc/$1/ns/pid") || return
  space=${space#*[}
  # The fields after the command's name, which may hold spaces: the start is the 20th of them.
  since=$(sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 20) || return
  printf '%s-%s-%s' "${space%]}" "$1" "$since"
} 2>/dev/null

# forget_logins FOLDER: removes what is left there by programs that are gone, as far as can be told from here.
forget_logins() {
  own=$(readlink /proc/self/ns/pid)
  own=${own#*[}
  for left in "$1/berth-login-${own%]}-"*; do
    [ -e "$left" ] || continue
    process=${left#"$1/berth-login-${own%]}-"}
    [ "${left##*/}" = "berth-login-$(who_runs "${process%%-*}")" ] || rm -rf -- "$left" 2>/dev/null
  done
}

# read_password FILE: the file's only line, by the login user, or by root where the engine is reached so.
read_password() {
  password=$(cat -- "$1" 2>&1) || {
    said=$password password=
    [ "$by" = sudo ] || return
    password=$(sudo -n cat -- "$1" 2>/dev/null) || return
  }
  password=${password%"$(printf '\r')"}
  case $password in
    '') said="$1 is empty" && return 1 ;;
    *'
'*) said="$1 has several lines" && return 1 ;;
  esac
}

# log_in REGISTRY USER FILE: sets `login` to the folder, or `said` to why there is none. Where the password goes, no
# other command sees it among its words: `printf` is the shell's own.
log_in() {
  file=$3
  case $file in '~'/*) file=$HOME/${file#??} ;; esac
  read_password "$file" || return
  trap '[ -z "$login" ] || rm -rf -- "$login"' EXIT
  trap 'exit 1' HUP INT TERM PIPE
  for folder in /dev/shm "${TMPDIR:-/tmp}"; do
    forget_logins "$folder"
    login=$folder/berth-login-$(who_runs "$$")
    (umask 077 && mkdir "$login") 2>/dev/null && break
    login=
  done
  [ -n "$login" ] || { said="neither /dev/shm nor ${TMPDIR:-/tmp} can be written" && return 1; }
  (
    umask 077
    printf '{"auths":{"%s":{"auth":"' "$1" &&
      printf '%s:%s' "$2" "$password" | base64 | tr -d '\n' &&
      printf '"}}}\n'
  ) >"$login/config.json" || { said="a login could not be written into $login" && return 1; }
  password=
}
