#!/bin/bash
# Claims the marker, decodes the whole setup script, and only then runs it with its standard input closed. Its own
# name is what its reports begin with. Arguments: a nonce, the path of the marker, the run, the launch that made the
# container, the beginnings of the marker's text while the script runs and when it is done, the path of the log and the
# bytes after which it begins anew, the options of the bash that runs the script, how many bytes the script has, the
# script in base64. Marker and claims that name another launch came along in the image, and do not count.
#
# Claims are numbered files that are made by linking, which fails if the number is taken, and never removed. The
# highest one is held for as long as the process that it names lives, so a claim cannot go stale, and there is nothing
# to release.
prefix=$0 nonce=$1 marker=$2 run=$3 launch=$4 begin=$5 end=$6 log=$7 longest=$8
shift 8
options=$1 length=$2 encoded=$3
say() { printf '%s%s\n' "$prefix" "$*"; }

process() {
  local stat boot fields
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] || return 1
  { boot=$(</proc/sys/kernel/random/boot_id); } 2>/dev/null
  printf '%s %s %s' "$1" "${fields[19]}" "$boot"
}

# What is written down here everybody may read, and nobody else may write; the script has the umask of who began it.
mask=$(umask)
umask 022

put() {
  printf '%s,"at":%(%s)T}\n' "$1" -1 >"$marker.$nonce" && mv -f "$marker.$nonce" "$marker"
}

claims=$marker.claims
mine=$claims/.$nonce
{ mkdir -p "$claims" && printf '%s %s %s\n' "$run" "$launch" "$(process $$)" >"$mine"; } ||
  { say "unclaimable $claims cannot be written"; exit 0; }
while :; do
  last=0
  for file in "$claims"/[0-9]*; do
    number=${file##*/}
    [[ $number != *[!0-9]* ]] && ((number > last)) && last=$number
  done
  if ((last > 0)); then
    read -r holder of identity <"$claims/$last"
    if [[ $of == "$launch" && $(process "${identity%% *}") == "$identity" ]]; then say "taken $holder"; rm -f "$mine"; exit 0; fi
  fi
  if [[ -e $marker ]]; then
    content=$(<"$marker")
    if [[ $content == *'"state":"done","launch":"'"$launch"'"'* ]]; then say "done $content"; rm -f "$mine"; exit 0; fi
  fi
  ln "$mine" "$claims/$((last + 1))" 2>/dev/null && break
  [[ -e $claims/$((last + 1)) ]] || { say "unclaimable $claims takes no hard links"; rm -f "$mine"; exit 0; }
done
rm -f "$mine"

{
  script=$(set -o pipefail; printf %s "$encoded" | base64 -d) && (LC_ALL=C; [[ ${#script} == "$length" ]])
} || { say undecodable; exit 0; }
trap 'rm -f "$marker"; exit 143' TERM INT HUP
put "$begin" || { say "unclaimable $marker cannot be written"; exit 0; }
say claimed

# What the script and all that it leaves behind print goes through a pipe to the relay, which lives for as long as
# anybody may print, and keeps all of it in the log: a daemon does not die of its first line after the end, and whoever
# opens /dev/stderr anew empties no file. What the relay has taken goes on to this program's output, by a forwarder of
# its own: after the end, nothing but this program holds that output, and nobody waits for a daemon.
keep() {
  umask 077
  exec >/dev/null
  while said=$(LC_ALL=C dd bs=4096 count=2048 2>&1 >>"$log") && [[ $said != 0+0* ]]; do
    size=$(wc -c <"$log") && ((size >= longest)) && mv -f "$log" "$log.1"
  done
  # A full disk ends the log, not who prints.
  exec cat
}
{ rm -f "$log" "$log.1"; } 2>/dev/null
# A redirection of the whole would leave a copy of this program's own standard error with the relay.
coproc relay { exec 2>/dev/null; trap '' PIPE; exec tee >(keep); }
# shellcheck disable=SC2154 # The coprocess has it set.
relay_process=$relay_PID
# Both are for writing alone: who reads is the relay and the forwarder, and nobody where these have died.
exec 7<&"${relay[0]}" 8>&"${relay[1]}"
exec 9>"/proc/$$/fd/7"
cat <&7 7<&- 8>&- 9>&- 2>/dev/null &
forwarder=$!
disown
eval "exec 7<&- ${relay[0]}<&- ${relay[1]}>&-"
umask "$mask"
# shellcheck disable=SC2086
bash --norc $options -c "$script" </dev/null >&8 2>&1 8>&- 9>&-
code=$?
umask 022

# What the script leaves running does not hold the container's lease: lease.sh is told which processes these are.
. ./functions/whose.sh
. ./functions/write-down.sh
tell_left() {
  [[ -n ${BERTH_EXEC-} ]] || return
  local tag=BERTH_EXEC=$BERTH_EXEC mark ours theirs with_mark member begun on left=
  # shellcheck disable=SC2317 # The next function calls it.
  keep_mark() { mark=$1; }
  with_mark_of "$BERTH_EXEC" keep_mark
  look_whose
  for member in $ours; do
    begun=$(process "$member") && read -r member begun on <<<"$begun" && left+=" $member:$begun"
  done
  [[ -z $left ]] || write_down "${marker%/*}/setup_left" "$launch $on$left"
}

# Whoever reads a pipe has written all that came before once the pipe is empty, then gets one line more, and is empty
# again: the line is read after the rest was written. A daemon that prints without a pause lets nobody see that; then
# some seconds have to do. Where nobody else prints, the reader of the output is slow, and is waited for.
printed_on() {
  local file
  for file in /proc/[0-9]*/fd/*; do
    [[ $file -ef /proc/$$/fd/8 && $file != /proc/$$/* && $file != "/proc/$relay_process/"* ]] && return
  done
  return 1
}
empty() {
  local turn=0
  while read -r -t 0 -u 7 && kill -0 "$1"; do
    ((++turn % 300)) || ! printed_on || return
    sleep 0.01 || sleep 1
  done
}
passed_on() { exec 7<>"/proc/$$/fd/$1" && empty "$2" && echo >&7 && empty "$2"; }
trap '' PIPE
printf '%sended %s\n' "$prefix" "$code" >&8
{ passed_on 8 "$relay_process"; passed_on 9 "$forwarder"; kill "$forwarder"; } 2>/dev/null
exec 7>&- 8>&- 9>&-

if ((code == 0)); then
  tell_left 2>/dev/null
  put "$end" && exit 0
  echo "berth: $marker cannot be written" >&2
  code=1
fi
rm -f "$marker"
exit $code
