/**
 * Where things are. `$data` is enroot's folder of root filesystems, named after their containers; `$store` is Berth's, hidden in it: `names/NAME` links to
 * `containers/ID`, and making that link is what two launches of one name collide on.
 */
export const storeFunctions = `
umask 077
say() { printf '\\n%s %s\\n' "$nonce" "$*"; }
store=$data/.berth

# Whether it can be told what is there and what is not: what cannot be read is not absent.
readable() {
  local entries folder
  entries=$(ls -A -- "$data") || return 1
  case $'\\n'$entries$'\\n' in *$'\\n.berth\\n'*) ls -A -- "$store" >/dev/null || return 1 ;; esac
  for folder in names containers; do
    [ ! -e "$store/$folder" ] || ls -A -- "$store/$folder" >/dev/null || return 1
  done
}

id_of() {
  local link
  link=$(readlink -- "$store/names/$1") && printf '%s' "\${link##*/}"
}

inode_of() { stat -c %i -- "$1" 2>/dev/null; }

# Whether the root filesystem under a container's name is the one that was made for it.
whole() { [ -s "$store/containers/$1/rootfs" ] && [ "$(inode_of "$data/$2")" = "$(<"$store/containers/$1/rootfs")" ]; }

# Whether somebody took a container's root filesystem away by other means than ours.
forsaken() { [ -s "$store/containers/$1/rootfs" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }

read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
`

/**
 * Who runs. Enroot has no process namespace and keeps no list of what it started: a container's init is the process that its supervisor wrote down, as long as that
 * has the same start time and the host was not booted since; what else is in it is known by its root.
 */
export const processFunctions = `
boot=$(</proc/sys/kernel/random/boot_id)

look_at() {
  local line
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${line##*) }
  state=$1 ticks=\${20}
}

alive() {
  local then on
  started=
  { read -r init then on started <"$store/containers/$1/process"; } 2>/dev/null || return 1
  [ "$on" = "$boot" ] && look_at "$init" && [ "$ticks" = "$then" ] && [ "$state" != Z ] && [ "$state" != X ]
}

members() {
  local process
  for process in /proc/[0-9]*; do
    [ "$process/root" -ef "$1" ] && printf '%s ' "\${process#/proc/}"
  done 2>/dev/null
}

# As the end of a process namespace would.
end_members() {
  local turn found
  for ((turn = 0; turn < 100; turn++)); do
    found=$(members "$1")
    [ -n "$found" ] || return 0
    kill -KILL $found 2>/dev/null
    sleep 0.05
  done
  echo "processes in $1 do not end: $found" >&2
  return 1
}

# The init of a root filesystem that others started: the first of its processes.
init_of() {
  local process oldest=
  init=
  for process in $(members "$1"); do
    look_at "$process" && [ "$state" != Z ] || continue
    if [ -z "$oldest" ] || ((ticks < oldest)); then oldest=$ticks init=$process; fi
  done
  [ -n "$init" ]
}
`

/** What an image file is: its SHA-256, remembered beside the containers for as long as neither file nor clock give cause to doubt it. */
export const digestFunction = `
digest_of() {
  local key now before remembered changed
  key=$(stat -L -c '%d-%i-%s-%.9Y-%.9Z' -- "$1") || return 1
  remembered=$store/digests/$key
  if { read -r digest <"$remembered"; } 2>/dev/null && [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]]; then return 0; fi
  before=$(date +%s)
  digest=$(timeout "$2" sha256sum <"$1") || {
    [ $? != 124 ] || echo "its SHA-256 takes longer than $2 s; it is computed when the image is made present" >&2
    return 1
  }
  digest=sha256:\${digest%% *}
  now=$(stat -L -c '%d-%i-%s-%.9Y-%.9Z' -- "$1")
  [ "$now" = "$key" ] || { echo "$1 changes while it is read" >&2; return 1; }
  changed=\${key##*-}
  # A file that was changed just before it was read could be changed once more within the same tick of its clock.
  ((before - \${changed%%.*} >= 2)) && mkdir -p "$store/digests" && {
    rm -f "$store/digests/\${key%%-*}-"*"-\${key##*-}"
    printf '%s\\n' "$digest" >"$remembered.$$" && mv -f "$remembered.$$" "$remembered"
  }
  return 0
}

is_squashfs() { [ "$(head -c 4 -- "$1" | tr -d '\\0')" = hsqs ]; }
`
