#!/bin/sh
# What runs on a host, with the words PROGRAM VERB FOLDER …, where PROGRAM is this text. `say`, `finish`, `fail`
# and `bounded` come from programRuntime.
# shellcheck disable=SC1091,SC2015,SC2086
program=$1 verb=$2 folder=$3 PATH=$PATH:/usr/sbin:/sbin
shift 3
[ "$(id -u)" = 0 ] || { echo 'sandboxes need root' >&2; exit 1; }

# A pid is given again: an init is known by its start time and its boot too.
running() {
  { read -r pid start boot <"$sandbox/init" && read -r stat <"/proc/$pid/stat"; } 2>/dev/null || return
  set -- ${stat##*) }
  [ "$start $boot" = "${20} $(cat /proc/sys/kernel/random/boot_id)" ] && [ "$1" != Z ]
}
time_of() { date -u -r "$sandbox/$1" +%FT%T.%NZ; }

# The init itself writes `init`, as soon as it runs in the new root.
start() {
  cd "$sandbox" && : >init || return
  env -i "PATH=$PATH" setsid unshare --mount --pid --fork --kill-child \
    sh -c "$program" sh "$program" enter "$folder" </dev/null >log 2>&1 3>init &
  while [ ! -s init ]; do kill -0 $! 2>/dev/null || { cat log >&2; return 1; }; sleep 0.02; done
  cd / && running || { echo 'it ended at once' >&2; return 1; }
}
destroy() {
  while running; do kill -KILL "$pid"; sleep 0.02; done
  rm -rf "$sandbox/upper" "$sandbox/work" && find "$folder/names" -lname "$id" -delete && rm -rf "$sandbox"
}
has_labels() {
  for label; do
    grep -qxF -e "$label" "$sandbox/metadata" || { echo 'it has other labels; nothing was done' >&2; return 1; }
  done
}
# Becomes a command in the sandbox.
become() {
  user=$1 directory=$2
  shift 2
  running || { echo "sandbox $id is not running" >&2; exit 1; }
  ids=$(awk -F: -v u="$user" '$1 == u || $3 == u { print $3, $4; exit }' "/proc/$pid/root/etc/passwd" 2>/dev/null)
  [ -n "$ids" ] || ids="$user 0"
  case $ids in *[!0-9\ ]*) echo "the sandbox has no user $user" >&2; exit 1 ;; esac
  exec nsenter --target "$pid" --mount --pid --root "--wdns=$directory" --setuid "${ids% *}" --setgid "${ids#* }" \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    sh -c 'eval "$(cat <&3)"; exec "$@" 3<&-' sh env "$@" 3<"$sandbox/environment"
}
inside() (become 0 / "$@")
bind() {
  target=$(realpath -m "root$2")
  case $target in "$PWD/root/"*) ;; *) echo "$2 leads out of the sandbox" >&2; exit 1 ;; esac
  if [ -d "$1" ]; then mkdir -p "$target"; else mkdir -p "${target%/*}" && : >>"$target"; fi
  mount --rbind "$1" "$target"
  [ "$3" = rw ] || mount -o "remount,bind,$3" "$target"
}

# An id names one folder of its own, and nothing else.
case $verb in launch | restart | remove | exec)
  id=$1 sandbox=$folder/sandboxes/$1
  shift
  case $id in '' | *[!0-9a-f-]*) echo "'$id' is no id of a sandbox" >&2; exit 1 ;; esac
esac

case $verb in
observe)
  say version "$(unshare --version)" && say reached "${REACHED_BY:-plain}" && say root "$folder"
  [ ! -e "$folder" ] || ls "$folder/names" >/dev/null || exit
  [ ! -L "$folder/references/$2" ] || say image "$(readlink "$folder/references/$2")"
  [ -L "$folder/names/$1" ] || finish
  id=$(readlink "$folder/names/$1") sandbox=$folder/sandboxes/$id
  say metadata && cat "$sandbox/metadata" && say created "$(time_of metadata)" || exit
  [ ! -e "$sandbox/init" ] || say started "$(time_of init)"
  running || finish
  say running
  shift 2
  ! grep -q '^{"berth.launch":' "$sandbox/metadata" || { say inside && bounded inside "$@" || exit; } ;;
load)
  reference=$folder/references/$1 archive=$2 loading=$folder/images/$3
  mkdir -p "$folder/images" "$folder/references" "$folder/names" "$folder/sandboxes" || exit
  if [ ! -L "$reference" ] && [ -n "$archive" ]; then
    trap 'rm -rf "$loading"' EXIT
    trap 'exit 1' HUP INT TERM
    say loading
    sum=$(sha256sum <"$archive") && mkdir "$loading" && tar -xf "$archive" -C "$loading" || exit
    [ -d "$folder/images/${sum%% *}" ] || mv -T "$loading" "$folder/images/${sum%% *}" || exit
    ln -sfT "${sum%% *}" "$reference" || exit
  fi
  [ ! -L "$reference" ] || say image "$(readlink "$reference")" ;;
launch)
  trap 'destroy && fail' EXIT
  trap 'exit 1' HUP INT TERM
  [ -d "$folder/images/$2" ] || { echo "there is no image $2" >&2; exit 1; }
  mkdir -m 700 "$sandbox" && cd "$sandbox" && mkdir upper work root && ln -s "../../images/$2" image || exit
  printf %s "$3" >metadata && cat >environment && printf %s "$4" >mounts || exit
  ln -sT "$id" "$folder/names/$1" || { [ ! -L "$folder/names/$1" ] || { trap destroy EXIT; say taken; finish; }; exit; }
  start || exit
  trap - EXIT
  say id "$id" && say started "$(time_of init)" ;;
enter)
  set -e
  mount -t overlay sandbox -o lowerdir=image,upperdir=upper,workdir=work root
  mkdir -p root/proc
  mount -t proc proc root/proc
  bind /dev /dev rw
  bind /sys /sys rw
  . ./mounts
  read -r stat </proc/self/stat
  pid=${stat%% *} boot=$(cat /proc/sys/kernel/random/boot_id)
  set -- ${stat##*) }
  exec chroot root /bin/sh -c '
    echo "$*" >&3
    exec 3>&-
    trap "exit 0" TERM INT
    while :; do sleep 2147483647 & wait $!; done' sandbox-init "$pid" "${20}" "$boot" ;;
restart)
  [ -d "$sandbox" ] || fail 'it is gone'
  has_labels "$@" && { running || start; } ;;
remove)
  [ -d "$sandbox" ] || finish
  while [ "$1" != -- ]; do has_labels "$1" && shift || exit; done
  shift
  if [ $# -gt 0 ] && running; then
    said=$(inside "$@" 2>&1) || ! running || { say guarded "$said"; finish; }
  fi
  destroy ;;
list)
  [ ! -e "$folder" ] || ls "$folder/names" >/dev/null || exit
  for name in "$folder/names"/*; do
    [ -L "$name" ] || continue
    sandbox=$folder/sandboxes/$(readlink "$name")
    metadata=$(cat "$sandbox/metadata") || { [ ! -L "$name" ] && continue; exit 1; }
    ! has_labels "$@" 2>/dev/null || say metadata "$metadata"
  done ;;
exec) become "$@" ;;
esac
