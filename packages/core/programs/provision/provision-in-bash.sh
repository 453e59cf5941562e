#!/bin/bash
# Claims the marker, decodes the whole setup script, and only then runs it with its standard input closed. Its own
# name is what its reports begin with. Arguments: a nonce, the path of the marker, the run, the launch that made the
# container, the beginnings of the marker's text while the script runs and when it is done, how many bytes the script
# has, the script in base64. Marker and claims that name another launch came along in the image, and do not count.
#
# Claims are numbered files that are made by linking, which fails if the number is taken, and never removed. The
# highest one is held for as long as the process that it names lives, so a claim cannot go stale, and there is nothing
# to release.
prefix=$0 nonce=$1 marker=$2 run=$3 launch=$4 begin=$5 end=$6 length=$7 encoded=$8
say() { printf '%s%s\n' "$prefix" "$*"; }

process() {
  local stat boot fields
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] || return 1
  { boot=$(</proc/sys/kernel/random/boot_id); } 2>/dev/null
  printf '%s %s %s' "$1" "${fields[19]}" "$boot"
}

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
bash --norc -c "$script" </dev/null
code=$?
if ((code == 0)); then
  put "$end" && exit 0
  echo "berth: $marker cannot be written" >&2
  code=1
fi
rm -f "$marker"
exit $code
