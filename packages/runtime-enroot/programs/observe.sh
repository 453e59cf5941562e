#!/bin/bash
# Asks enroot where its containers are, then tells of the named container, of what Berth wrote down inside of it, if it
# runs and was launched by Berth, and of the image. The last words are the command that tells what is inside.
name=$1 file=$2
shift 2
. ./functions/path.sh
. ./functions/find-data.sh
. ./functions/ends-with-login.sh
nothing=berth-${nonce:?}

no_enroot() {
  say no-enroot
  finish
}

find_data "$nothing" || no_enroot
. ./functions/store.sh
. ./functions/processes.sh
. ./functions/holder.sh
. ./functions/digest.sh
say engine "$version"
say data "$data"
say boot "$boot"
! identity=$(stat -c %d:%i -- "$data" 2>/dev/null) || say identity "$identity"
! ends_with_login || say ends-with-login

readable || { say unlisted; finish; }
if id=$(id_of "$name") && [ -d "$store/containers/$id" ] && ! held_here "$id"; then
  say elsewhere "$(holder_of "$id")"
  say here "$(this_host)"
  say container "$id"
elif [ -n "$id" ] && ! forsaken "$id" "$name"; then
  folder=$store/containers/$id
  say container "$id"
  say created "$(<"$folder/created")"
  labels=$(<"$folder/labels")
  say labels "$labels"
  say record "$(<"$folder/record")"
  if alive "$id"; then
    say running "$started"
    case $labels in *'"berth.launch":'*) section inside bounded enroot exec -- "$init" "$@" ;; esac
  else say stopped "$started"
  fi
elif [ -d "$data/$name" ] && ! [[ $name == .* ]]; then
  say foreign "$(rootfs_id "$data/$name")"
  born=$(stat -c %W -- "$data/$name")
  ((born > 0)) || born=$(stat -c %Z -- "$data/$name")
  say created "$(date -u -d "@$born" +%Y-%m-%dT%H:%M:%SZ)"
  if init_of "$data/$name"; then
    since=$(($(sed -n 's/^btime //p' /proc/stat) + ticks / $(getconf CLK_TCK)))
    say running "$(date -u -d "@$since" +%Y-%m-%dT%H:%M:%SZ)"
  elif is_local "$data/$name"; then
    say stopped
  else
    say anywhere "$(stat -f -c %T -- "$data/$name")"
  fi
else
  say absent
fi

case $file in
  '' | /*) ;;
  *) file=$store/images/$file ;;
esac
if [ -z "$file" ] || [ ! -e "$file" ]; then say image none
elif ! is_squashfs "$file"; then say image "unreadable $file is not a squashfs image that can be read"
elif said=$(digest_of "$file" 30 2>&1 && printf '%s' "$digest"); then say image "is $said $file"
else say image "unreadable ${said//[[:space:]]/ }"
fi
finish
