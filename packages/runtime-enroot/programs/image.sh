#!/bin/bash
# Looks for the image's file; where it is missing, or a tag that is to be pulled always, links the archive, which is
# the image, or imports, beside the file first. Then says what the file is. What enroot prints on the way is progress.
# The last words are the login of an import: the registry's host, the user, the file with the password, or `-` for
# standard input, and the functions that read it; empty for none.
data=$1 file=$2 pull=$3 archive=$4 address=$5 registry=$6 user=$7 token=$8
login='' password='' said=''
eval "$9"
[ -z "$registry" ] || hear_password "$token"
. ./functions/store.sh
. ./functions/digest.sh
case $file in /*) ;; *) file=$store/images/$file ;; esac
temporary=$store/images/.${nonce:?}.sqsh
trap 'rm -f -- "$temporary"' EXIT
trap 'exit 1' HUP INT TERM PIPE

end() {
  say "$1"
  finish
}

# log_in: the file in which enroot looks for logins, for the registry and for who gives its tokens: another host, often.
log_in() {
  open_login "$token" || return
  trap 'remove_login; rm -f -- "$temporary"' EXIT
  case $password in
    [\"\$]* | *[[:space:]]*) said='the password is one that enroot cannot be given' && return 1 ;;
  esac
  realm=$(curl -sSI --max-time 30 -- "https://$registry/v2/" 2>/dev/null |
    sed -n 's/^[Ww][Ww][Ww]-[Aa]uthenticate:.*realm="https:\/\/\([^":/]*\).*/\1/p' | tail -n 1)
  (
    umask 077
    for machine in "${registry%:*}" ${realm:+"$realm"}; do
      printf 'machine %s login %s password %s\n' "$machine" "$user" "$password"
    done >"$login/.credentials"
    # Enroot reads a basic login from what curl tells of it, which it does in other letters over HTTP/2.
    for folder in "${CURL_HOME-}" "${XDG_CONFIG_HOME-}" "$HOME"; do
      [ -z "$folder" ] || [ ! -r "$folder/.curlrc" ] || { cat -- "$folder/.curlrc"; break; }
    done >"$login/.curlrc"
    printf '\nhttp1.1\n' >>"$login/.curlrc"
  ) || { said="a login could not be written into $login" && return 1; }
  password=
  export ENROOT_CONFIG_PATH=$login CURL_HOME=$login
}

identify() {
  is_squashfs "$file" || end not-squashfs
  (($(date +%s) - $(stat -L -c %Z -- "$file") >= 2)) || sleep 2
  digest_of "$file" 900 || fail
  say image "$digest $file"
  finish
}

if [ -e "$file" ]; then
  # The name of a user stands before an @ too.
  case "$pull $address" in
    'always '*@sha256:* | 'always ') identify ;;
    'always '*) ;;
    *) identify ;;
  esac
fi
[ -n "$address" ] || end no-file
[ -n "$archive" ] || [ "$pull" != never ] || end not-here
mkdir -p "$store/images" || fail
if [ -n "$archive" ]; then
  say loading
  [ -r "$archive" ] || { ls -d -- "$archive" >/dev/null && echo "$archive: permission denied" >&2; end load-failed; }
  is_squashfs "$archive" || end not-squashfs
  ln -s -- "$archive" "$temporary" || fail
else
  if [ -n "$registry" ] && ! log_in; then
    printf '%s\n' "$said" >&2
    end no-login
  fi
  say pulling
  # A signal is heeded while this waits, and not while a command is at work.
  SOURCE_DATE_EPOCH=0 enroot import --output "$temporary" -- "$address" </dev/null & wait $! || end pull-failed
fi
mv -fT -- "$temporary" "$file" || fail
identify
