#!/bin/sh
# For the programs of adapters: a folder of the program's own for the login of one pull, gone when the program ends. The
# folder is called after its program; what is left of another one, which was killed before it could remove its own, goes
# at the next login.
# shellcheck disable=SC2034 # The programs tell why.

# Variables of the user's that have these names would be passed on to every command, with what they are set to here.
unset login password given auth said
login='' password='' given='' said=''
# Nor is anything told or passed on by itself, whatever the user's environment says to shells.
set +ax

# What no other process of this machine has, at any time: name space, number and start, with dashes between.
who_runs() {
  space=$(readlink "/proc/$1/ns/pid") || return
  space=${space#*[}
  # The fields after the command's name, which may hold spaces: the start is the 20th of them.
  since=$(sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 20) && [ -n "$since" ] || return
  printf '%s-%s-%s' "${space%]}" "$1" "$since"
} 2>/dev/null

# forget_logins FOLDER: removes what is left there by programs that are gone, as far as can be told from here.
forget_logins() (
  own=$(readlink /proc/self/ns/pid) || return
  own=${own#*[}
  for left in "$1/berth-login-${own%]}-"*; do
    # Others may have made something of such a name.
    { [ -O "$left" ] && [ ! -L "$left" ]; } || continue
    process=${left#"$1/berth-login-${own%]}-"}
    [ "${left##*/}" = "berth-login-$(who_runs "${process%%-*}")" ] || rm -rf -- "$left" 2>/dev/null
  done
)

# hear_password FILE: where FILE is `-`, the password is the first line of standard input, which no other command gets.
hear_password() {
  [ "$1" = - ] || return 0
  # A line without an end is a part of a password: the connection was lost.
  IFS= read -r given || given=''
  exec </dev/null
}

# read_password FILE BY: the file's only line, by the login user, or by root where BY is `sudo`; of `-`, what was heard.
read_password() {
  if [ "$1" = - ]; then
    password=$given given=''
    [ -n "$password" ] || said='the connection was lost before the password had come'
    [ -n "$password" ]
    return
  fi
  password=$(cat -- "$1" 2>/dev/null) || {
    # What could be read of the file is in no text that is told.
    password='' said=$(cat -- "$1" 2>&1 >/dev/null)
    [ "$2" = sudo ] || return
    password=$(sudo -n cat -- "$1" 2>/dev/null) || return
  }
  password=${password%"$(printf '\r')"}
  case $password in
    '') said="$1 is empty" && return 1 ;;
    *'
'*) said="$1 has several lines" && return 1 ;;
  esac
}

remove_login() {
  case $login in */berth-login-*) rm -rf -- "$login" ;; esac
}

# open_login FILE [BY]: sets `password` to the file's only line, or to what was heard where FILE is `-`, and `login` to
# the folder; else `said` to why not. A path in `~/` is one of the home. The program must hand the password to nothing
# but what is built into its shell.
open_login() {
  case $1 in
    '~'/*)
      open_login "$HOME${1#?}" "${2-}"
      return ;;
  esac
  read_password "$1" "${2-}" || return
  own_login=berth-login-$(who_runs "$$") || {
    said='/proc tells nothing of this process, after which the folder is called'
    return 1
  }
  trap remove_login EXIT
  trap 'exit 1' HUP INT TERM PIPE
  set -- /dev/shm "${TMPDIR:-/tmp}"
  while [ "$#" -gt 0 ]; do
    forget_logins "$1"
    # A folder of that name that is there already is another program's: machines that share it can name it alike.
    if (umask 077 && mkdir "$1/$own_login") 2>/dev/null; then
      login=$1/$own_login
      (umask 077; : >"$login/room") 2>/dev/null && return
      remove_login
      login=
    fi
    shift
  done
  said="neither /dev/shm nor ${TMPDIR:-/tmp} can be written"
  return 1
}
