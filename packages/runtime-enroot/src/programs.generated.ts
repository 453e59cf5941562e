// Generated from packages/runtime-enroot/programs by "npm run programs": change the programs there.

/** A program: its path below packages/runtime-enroot/programs, without its ending. */
export type ProgramName =
  | 'containers'
  | 'enter'
  | 'forget-container'
  | 'handle'
  | 'image'
  | 'inside'
  | 'inventory'
  | 'launch'
  | 'list'
  | 'load-parts'
  | 'look-for-parts'
  | 'observe'
  | 'save-container'
  | 'save'
  | 'supervise'

/** What travels to hosts of each program. */
export const programs: Readonly<Record<ProgramName, string>> = {
  'containers': `nothing=$1
shift
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
find_data() {
  local said
  said=$(enroot info 2>/dev/null) && version=$(sed -n 's/^Enroot version: //p' <<<"$said") || version=
  data=$(sed -n 's/^  ENROOT_DATA_PATH=//p' <<<"$said")
  [ -z "$data" ] || return 0
  version=$(enroot version) || return
  said=$(enroot remove --force -- "$1" 2>&1 </dev/null)
  data=\${said#*No such file or directory: } data=\${data%/"$1"}
  case $data in /*) ;; *) printf '%s\\n' "$said" >&2; return 1 ;; esac
}
find_data "$nothing" || exit
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
boot=$(</proc/sys/kernel/random/boot_id)
look_at() {
  local line
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${line##*) }
  state=$1 parent=$2 ticks=\${20}
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
    [ "$process/root" -ef "$1" ] && printf '%s\\n' "\${process#/proc/}"
  done 2>/dev/null
}
end_members() {
  local turn found
  for ((turn = 0; turn < 100; turn++)); do
    mapfile -t found < <(members "$1")
    ((\${#found[@]} > 0)) || return 0
    kill -KILL "\${found[@]}" 2>/dev/null
    sleep 0.05
  done
  echo "processes in $1 do not end: \${found[*]}" >&2
  return 1
}
init_of() {
  local process oldest=
  init=
  for process in $(members "$1"); do
    { look_at "$process" && [ "$state" != Z ]; } || continue
    if [ -z "$oldest" ] || ((ticks < oldest)); then oldest=$ticks init=$process; fi
  done
  [ -n "$init" ]
}
this_host() { printf '%s\\n%s\\n' "$(uname -n)" "$(cat /etc/machine-id 2>/dev/null)"; }
holder_of() { cat -- "$store/containers/$1/host" 2>/dev/null; }
held_here() { [ "$(holder_of "$1")" = "$(this_host)" ]; }
is_local() {
  case $(stat -f -c %T -- "$1") in
    ext2/ext3 | xfs | btrfs | zfs | f2fs | bcachefs | tmpfs | ramfs | overlayfs) ;;
    *) return 1 ;;
  esac
}
ends_with_login() {
  local policy
  [ -d /run/systemd/system ] && [ "$(id -u)" != 0 ] || return
  policy=$(cat /usr/lib/systemd/logind.conf.d/*.conf /etc/systemd/logind.conf \\
    /run/systemd/logind.conf.d/*.conf /etc/systemd/logind.conf.d/*.conf 2>/dev/null |
    sed -n 's/^[[:space:]]*KillUserProcesses[[:space:]]*=[[:space:]]*//p' | tail -n 1)
  case $policy in [yY]* | [tT]* | 1 | on) ;; *) return 1 ;; esac
}
tell() { printf '%s %s\\n' "$1" "$2"; }
tell_devices() {
  local word before=
  read_words "$1"
  for word in \${words[@]+"\${words[@]}"}; do
    case $before,$word in --mount,/dev/*) tell device "\${word%%:*}" ;; esac
    before=$word
  done
}
tell engine "$version"
tell data "$data"
tell boot "$boot"
! identity=$(stat -c %d:%i -- "$data" 2>/dev/null) || tell identity "$identity"
! ends_with_login || tell ends-with-login yes
readable || exit
names=
[ ! -d "$store/names" ] || names=$(ls -A -- "$store/names") || exit
while IFS= read -r name; do
  { [ -n "$name" ] && id=$(id_of "$name"); } || continue
  folder=$store/containers/$id
  held_here "$id" || { { holder_of "$id" >/dev/null || [ "$(id_of "$name")" != "$id" ]; } && continue; exit 1; }
  ! forsaken "$id" "$name" || continue
  { labels=$(<"$folder/labels") && created=$(<"$folder/created") && record=$(<"$folder/record"); } ||
    { [ "$(id_of "$name")" != "$id" ] && continue; exit 1; }
  tell container "$id $name"
  tell created "$created"
  tell labels "$labels"
  tell record "$record"
  tell_devices "$folder/start"
  if alive "$id"; then
    tell running "$started"
    case $labels in
      *'"berth.launch":'*)
        left=$((30 - SECONDS))
        if ((left <= 0)); then tell looked late
        else
          text=$(
            timeout -s KILL "$((left < 10 ? left : 10))" enroot exec -- "$init" "$@" 2>/dev/null </dev/null |
              head -c 1048576
            exit "\${PIPESTATUS[0]}"
          )
          tell looked "$?"
          printf '%s\\n' "$text" | sed 's/^/inside /'
        fi ;;
    esac
  else tell stopped "$started"
  fi
done <<<"$names"
echo end`,
  'enter': `data=$1 inside=$2 id=$3 workdir=$4 count=$5
shift 5
mask=$(umask)
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
boot=$(</proc/sys/kernel/random/boot_id)
look_at() {
  local line
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${line##*) }
  state=$1 parent=$2 ticks=\${20}
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
    [ "$process/root" -ef "$1" ] && printf '%s\\n' "\${process#/proc/}"
  done 2>/dev/null
}
end_members() {
  local turn found
  for ((turn = 0; turn < 100; turn++)); do
    mapfile -t found < <(members "$1")
    ((\${#found[@]} > 0)) || return 0
    kill -KILL "\${found[@]}" 2>/dev/null
    sleep 0.05
  done
  echo "processes in $1 do not end: \${found[*]}" >&2
  return 1
}
init_of() {
  local process oldest=
  init=
  for process in $(members "$1"); do
    { look_at "$process" && [ "$state" != Z ]; } || continue
    if [ -z "$oldest" ] || ((ticks < oldest)); then oldest=$ticks init=$process; fi
  done
  [ -n "$init" ]
}
this_host() { printf '%s\\n%s\\n' "$(uname -n)" "$(cat /etc/machine-id 2>/dev/null)"; }
holder_of() { cat -- "$store/containers/$1/host" 2>/dev/null; }
held_here() { [ "$(holder_of "$1")" = "$(this_host)" ]; }
is_local() {
  case $(stat -f -c %T -- "$1") in
    ext2/ext3 | xfs | btrfs | zfs | f2fs | bcachefs | tmpfs | ramfs | overlayfs) ;;
    *) return 1 ;;
  esac
}
given=("\${@:1:$count}")
shift "$count"
exports=
refuse() {
  echo "$1" >&2
  exit 125
}
case $id in
  rootfs-*)
    rootfs=
    for folder in "$data"/*/; do [ "$(rootfs_id "$folder")" != "$id" ] || rootfs=$folder; done
    [ -n "$rootfs" ] || refuse "No such container: $id"
    init_of "$rootfs" || refuse "container $id is not running" ;;
  *)
    folder=$store/containers/$id
    [ -d "$folder" ] || refuse "No such container: $id"
    held_here "$id" || refuse "container $id belongs to the host $(holder_of "$id" | head -n 1)"
    alive "$id" || refuse "container $id is not running"
    read_words "$folder/limits"
    ((\${#words[@]} == 0)) || prlimit --pid "$$" "\${words[@]}" || exit 125
    exports=$(<"$folder/exports") ;;
esac
umask "$mask"
enter() { exec enroot exec -- "$init" sh -c "$inside" berth "$workdir" "$@"; }
[ -n "$exports" ] || enter no "$count" \${given[@]+"\${given[@]}"} "$@"
enter yes "$count" \${given[@]+"\${given[@]}"} "$@" \\
  < <(exec 2>/dev/null; printf '%s\\n' "$exports"; exec cat)`,
  'forget-container': `data=$1 unique=$2
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
rm -f -- "$store/parts/.save-$unique" "$store/parts/.save-$unique.without"
rmdir -- "$store/parts" 2>/dev/null
:`,
  'handle': `data=$1 supervisor=$2 action=$3 id=$4 name=$5
guard=("\${@:7:$6}")
shift "$((6 + $6))"
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
boot=$(</proc/sys/kernel/random/boot_id)
look_at() {
  local line
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${line##*) }
  state=$1 parent=$2 ticks=\${20}
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
    [ "$process/root" -ef "$1" ] && printf '%s\\n' "\${process#/proc/}"
  done 2>/dev/null
}
end_members() {
  local turn found
  for ((turn = 0; turn < 100; turn++)); do
    mapfile -t found < <(members "$1")
    ((\${#found[@]} > 0)) || return 0
    kill -KILL "\${found[@]}" 2>/dev/null
    sleep 0.05
  done
  echo "processes in $1 do not end: \${found[*]}" >&2
  return 1
}
init_of() {
  local process oldest=
  init=
  for process in $(members "$1"); do
    { look_at "$process" && [ "$state" != Z ]; } || continue
    if [ -z "$oldest" ] || ((ticks < oldest)); then oldest=$ticks init=$process; fi
  done
  [ -n "$init" ]
}
this_host() { printf '%s\\n%s\\n' "$(uname -n)" "$(cat /etc/machine-id 2>/dev/null)"; }
holder_of() { cat -- "$store/containers/$1/host" 2>/dev/null; }
held_here() { [ "$(holder_of "$1")" = "$(this_host)" ]; }
is_local() {
  case $(stat -f -c %T -- "$1") in
    ext2/ext3 | xfs | btrfs | zfs | f2fs | bcachefs | tmpfs | ramfs | overlayfs) ;;
    *) return 1 ;;
  esac
}
remove_container() {
  if alive "$1"; then kill -KILL "$init"; fi
  if whole "$1" "$2"; then
    end_members "$data/$2" && mv -T -- "$data/$2" "$data/.berth-$1" || return 1
  fi
  [ ! -e "$data/.berth-$1" ] || enroot remove --force -- ".berth-$1" >&2 || return 1
  [ "$(id_of "$2")" != "$1" ] || rm -f -- "$store/names/$2"
  rm -rf -- "$store/containers/$1"
}
start_container() {
  local folder=$store/containers/$1 pid
  : >"$folder/log"
  rm -f "$folder/process"
  (
    ulimit -S -x 281474976710656 2>/dev/null
    exec setsid env -u BERTH_EXEC bash --norc -c "\${supervisor:?}" berth-supervisor "$data" "$1" "$2"
  ) </dev/null >>"$folder/log" 2>&1 9>&- &
  pid=$!
  until [ -e "$folder/process" ] && grep -qxF 'berth: ready' "$folder/log"; do
    if [ -e "$folder/process" ] && ! alive "$1" || ! kill -0 "$pid" 2>/dev/null; then
      cat "$folder/log" >&2
      return 1
    fi
    sleep 0.05
  done
  alive "$1" || { cat "$folder/log" >&2; return 1; }
}
why_not() {
  local said
  said=$(LC_ALL=C stat -L -- "$1" 2>&1 >/dev/null) && return 1
  case $said in
    *': No such file or directory' | *': Not a directory') printf 'bind source path does not exist: %s' "$1" ;;
    *) printf 'bind source path cannot be looked at: %s' "$said" ;;
  esac
}
why_not_again() {
  local word before=
  read_words "$store/containers/$1/start"
  for word in \${words[@]+"\${words[@]}"}; do
    [ "$before" != --mount ] || ! why_not "\${word%%:*}" || return 0
    before=$word
  done
  return 1
}
end() {
  say "$@"
  finish
}
readable || fail
case $id in
  rootfs-*)
    rootfs=$data/$name
    [ -d "$rootfs" ] || end gone
    { [ "$(rootfs_id "$rootfs")" = "$id" ] && (($# == 0)); } || end changed
    other=$(id_of "$name") && ! { held_here "$other" && forsaken "$other" "$name"; } && end changed
    [ "$action" = remove ] || fail "container $name was not made by Berth, and how to start it is not known"
    { end_members "$rootfs" && enroot remove --force -- "$name" >&2; } || fail
    end 'done' ;;
esac
folder=$store/containers/$id
[ -e "$folder" ] || end gone
{ { exec 9<"$folder"; } 2>/dev/null && flock 9; } || {
  [ -e "$folder" ] || end gone
  fail "$folder cannot be locked"
}
[ -d "$folder" ] || end gone
held_here "$id" || fail "container $name belongs to the host $(holder_of "$id" | head -n 1)"
for pair; do grep -qF -- "$pair" "$folder/labels" || end changed; done
[ "$(id_of "$name")" = "$id" ] || end changed
case $action in
  restart)
    alive "$id" && end 'done'
    whole "$id" "$name" || fail "the root filesystem of container $name is not there whole"
    if said=$(why_not_again "$id"); then fail "$said"; fi
    { end_members "$data/$name" && start_container "$id" "$name"; } || fail ;;
  remove)
    if ((\${#guard[@]} > 0)) && alive "$id"; then
      said=$(bounded enroot exec -- "$init" "\${guard[@]}" 2>&1 </dev/null) || ! alive "$id" || end guarded "$said"
    fi
    remove_container "$id" "$name" || fail ;;
esac
end 'done'`,
  'image': `data=$1 file=$2 pull=$3 archive=$4 address=$5 registry=$6 user=$7 token=$8
login='' password='' said=''
eval "$9"
[ -z "$registry" ] || hear_password "$token"
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
digest_of() {
  local key now before remembered changed
  key=$(stat -L -c '%d-%i-%s-%.9Y-%.9Z' -- "$1") || return 1
  remembered=\${store:?}/digests/$key
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
  ((before - \${changed%%.*} >= 2)) && mkdir -p "$store/digests" && {
    rm -f "$store/digests/\${key%%-*}-"*"-\${key##*-}"
    printf '%s\\n' "$digest" >"$remembered.$$" && mv -f "$remembered.$$" "$remembered"
  }
  return 0
}
is_squashfs() { [ "$(head -c 4 -- "$1" | tr -d '\\0')" = hsqs ]; }
case $file in /*) ;; *) file=$store/images/$file ;; esac
temporary=$store/images/.\${nonce:?}.sqsh
trap 'rm -f -- "$temporary"' EXIT
trap 'exit 1' HUP INT TERM PIPE
end() {
  say "$1"
  finish
}
log_in() {
  open_login "$token" || return
  trap 'remove_login; rm -f -- "$temporary"' EXIT
  case $password in
    [\\"\\$]* | *[[:space:]]*) said='the password is one that enroot cannot be given' && return 1 ;;
  esac
  realm=$(curl -sSI --max-time 30 -- "https://$registry/v2/" 2>/dev/null |
    sed -n 's/^[Ww][Ww][Ww]-[Aa]uthenticate:.*realm="https:\\/\\/\\([^":/]*\\).*/\\1/p' | tail -n 1)
  (
    umask 077
    for machine in "\${registry%:*}" \${realm:+"$realm"}; do
      printf 'machine %s login %s password %s\\n' "$machine" "$user" "$password"
    done >"$login/.credentials"
    for folder in "\${CURL_HOME-}" "\${XDG_CONFIG_HOME-}" "$HOME"; do
      [ -z "$folder" ] || [ ! -r "$folder/.curlrc" ] || { cat -- "$folder/.curlrc"; break; }
    done >"$login/.curlrc"
    printf '\\nhttp1.1\\n' >>"$login/.curlrc"
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
    printf '%s\\n' "$said" >&2
    end no-login
  fi
  say pulling
  SOURCE_DATE_EPOCH=0 enroot import --output "$temporary" -- "$address" </dev/null & wait $! || end pull-failed
fi
mv -fT -- "$temporary" "$file" || fail
identify`,
  'inside': `workdir=$1 takes=$2 count=$3
shift 3
[ -z "$workdir" ] || cd -- "$workdir" || exit 126
while [ "$count" -gt 0 ]; do
  export "$1"
  shift
  count=$((count - 1))
done
assign() { eval "unset berth_environment; $berth_environment"; }
if [ "$takes" = yes ]; then
  IFS= read -r berth_environment || exit 125
  assign '
' 2>/dev/null
fi
exec "$@"`,
  'inventory': `privilege=$1 containers=$2
shift 2
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
section now date +%s
[ "$privilege" = sudo ] || section plain bash --norc -c "$containers" berth-containers "berth-\${nonce:?}" "$@"
case $privilege,$(id -u) in
  plain,* | auto,0) finish ;;
  auto,*) command -v enroot >/dev/null || finish ;;
esac
section sudo sudo -n -H bash --norc -c "$containers" berth-containers "berth-\${nonce:?}" "$@"`,
  'launch': `data=$1 name=$2 id=$3 image=$4 wanted=$5 labels=$6 record=$7 supervisor=$8
shift 8
paths=("\${@:2:$1}"); shift $(($1 + 1))
groups=("\${@:2:$1}"); shift $(($1 + 1))
limits=("\${@:2:$1}"); shift $(($1 + 1))
settings=("\${@:2:$1}"); shift $(($1 + 1))
hooks=("\${@:2:$1}"); shift $(($1 + 1))
workdir=$1 lease=$2
shift 2
IFS= read -r exports
variables=$(cat)
case $variables in
  '=') variables= ;;
  *$'\\n=') variables=\${variables%?=} ;;
  *) fail 'the environment of the container did not arrive to its end' ;;
esac
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
boot=$(</proc/sys/kernel/random/boot_id)
look_at() {
  local line
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${line##*) }
  state=$1 parent=$2 ticks=\${20}
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
    [ "$process/root" -ef "$1" ] && printf '%s\\n' "\${process#/proc/}"
  done 2>/dev/null
}
end_members() {
  local turn found
  for ((turn = 0; turn < 100; turn++)); do
    mapfile -t found < <(members "$1")
    ((\${#found[@]} > 0)) || return 0
    kill -KILL "\${found[@]}" 2>/dev/null
    sleep 0.05
  done
  echo "processes in $1 do not end: \${found[*]}" >&2
  return 1
}
init_of() {
  local process oldest=
  init=
  for process in $(members "$1"); do
    { look_at "$process" && [ "$state" != Z ]; } || continue
    if [ -z "$oldest" ] || ((ticks < oldest)); then oldest=$ticks init=$process; fi
  done
  [ -n "$init" ]
}
this_host() { printf '%s\\n%s\\n' "$(uname -n)" "$(cat /etc/machine-id 2>/dev/null)"; }
holder_of() { cat -- "$store/containers/$1/host" 2>/dev/null; }
held_here() { [ "$(holder_of "$1")" = "$(this_host)" ]; }
is_local() {
  case $(stat -f -c %T -- "$1") in
    ext2/ext3 | xfs | btrfs | zfs | f2fs | bcachefs | tmpfs | ramfs | overlayfs) ;;
    *) return 1 ;;
  esac
}
digest_of() {
  local key now before remembered changed
  key=$(stat -L -c '%d-%i-%s-%.9Y-%.9Z' -- "$1") || return 1
  remembered=\${store:?}/digests/$key
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
  ((before - \${changed%%.*} >= 2)) && mkdir -p "$store/digests" && {
    rm -f "$store/digests/\${key%%-*}-"*"-\${key##*-}"
    printf '%s\\n' "$digest" >"$remembered.$$" && mv -f "$remembered.$$" "$remembered"
  }
  return 0
}
is_squashfs() { [ "$(head -c 4 -- "$1" | tr -d '\\0')" = hsqs ]; }
remove_container() {
  if alive "$1"; then kill -KILL "$init"; fi
  if whole "$1" "$2"; then
    end_members "$data/$2" && mv -T -- "$data/$2" "$data/.berth-$1" || return 1
  fi
  [ ! -e "$data/.berth-$1" ] || enroot remove --force -- ".berth-$1" >&2 || return 1
  [ "$(id_of "$2")" != "$1" ] || rm -f -- "$store/names/$2"
  rm -rf -- "$store/containers/$1"
}
start_container() {
  local folder=$store/containers/$1 pid
  : >"$folder/log"
  rm -f "$folder/process"
  (
    ulimit -S -x 281474976710656 2>/dev/null
    exec setsid env -u BERTH_EXEC bash --norc -c "\${supervisor:?}" berth-supervisor "$data" "$1" "$2"
  ) </dev/null >>"$folder/log" 2>&1 9>&- &
  pid=$!
  until [ -e "$folder/process" ] && grep -qxF 'berth: ready' "$folder/log"; do
    if [ -e "$folder/process" ] && ! alive "$1" || ! kill -0 "$pid" 2>/dev/null; then
      cat "$folder/log" >&2
      return 1
    fi
    sleep 0.05
  done
  alive "$1" || { cat "$folder/log" >&2; return 1; }
}
why_not() {
  local said
  said=$(LC_ALL=C stat -L -- "$1" 2>&1 >/dev/null) && return 1
  case $said in
    *': No such file or directory' | *': Not a directory') printf 'bind source path does not exist: %s' "$1" ;;
    *) printf 'bind source path cannot be looked at: %s' "$said" ;;
  esac
}
why_not_again() {
  local word before=
  read_words "$store/containers/$1/start"
  for word in \${words[@]+"\${words[@]}"}; do
    [ "$before" != --mount ] || ! why_not "\${word%%:*}" || return 0
    before=$word
  done
  return 1
}
standard_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
end() {
  [ -z "$3" ] || printf '%s\\n' "$3" >&2
  say "$1" "$2"
  finish
}
refuse() { end refused '' "\${1-}"; }
write_words() {
  local file=$1
  shift
  (($# == 0)) || printf '%s\\0' "$@" >"$file"
}
capabilities=
((\${#hooks[@]} == 0)) ||
  capabilities='grep -q ^NVIDIA_DRIVER_CAPABILITIES= "$ENROOT_ENVIRON" || echo NVIDIA_DRIVER_CAPABILITIES=compute,utility; '
need_hooks() {
  local hook
  for hook in "\${hooks[@]}"; do
    printf '[ -e "\${ENROOT_SYSCONF_PATH-}/hooks.d/%s" ] || [ -e "\${ENROOT_CONFIG_PATH-}/hooks.d/%s" ] || {
  echo "[ERROR] enroot has no hook %s" >&2
  exit 1
}\\n' "$hook" "$hook" "$hook"
  done
}
for path in "\${paths[@]}"; do if said=$(why_not "$path"); then refuse "$said"; fi; done
for group in "\${groups[@]}"; do
  case " $(id -G) " in
    *" $group "*) ;;
    *) refuse "the login user is not in group $group, and enroot cannot add groups" ;;
  esac
done
((\${#limits[@]} == 0)) || prlimit --pid "$$" "\${limits[@]}" || refuse
digest_of "$image" 900 || refuse
[ "$digest" = "$wanted" ] ||
  refuse "the image $image is not the one that was compared any more: $digest in place of $wanted"
folder=$store/containers/$id
{ mkdir -p "$store/names" "$folder" && exec 9<"$folder" && flock 9; } || refuse
{
  printf '%s' "$labels" >"$folder/labels" && printf '%s' "$record" >"$folder/record" &&
    this_host >"$folder/host" &&
    date -u +%Y-%m-%dT%H:%M:%S.%NZ >"$folder/created" &&
    : >"$folder/limits" && write_words "$folder/limits" "\${limits[@]}" &&
    printf '%s' "$exports" >"$folder/exports" && printf '%s\\n' "$variables" >"$folder/variables" &&
    printf 'environ() { %scat -- %q; }\\n' "$capabilities" "$folder/variables" >"$folder/conf" &&
    need_hooks >>"$folder/conf" &&
    write_words "$folder/settings" "\${settings[@]}" &&
    { [ -z "$lease" ] || printf '%s\\n' "$lease" >"$folder/lease"; } &&
    write_words "$folder/start" "$@"
} || { rm -rf "$folder"; refuse; }
other=$(id_of "$name") && held_here "$other" && forsaken "$other" "$name" && (
  exec 8<"$store/containers/$other" && flock -n 8 && forsaken "$other" "$name" && remove_container "$other" "$name"
)
if [ -e "$data/$name" ] || ! said=$(ln -sT "../containers/$id" "$store/names/$name" 2>&1); then
  rm -rf "$folder"
  [ -e "$data/$name" ] || [ -L "$store/names/$name" ] || refuse "$said"
  end taken "$(holder_of "$(id_of "$name")" | head -n 1)" ''
fi
trap : PIPE
say created "$id"
undo() {
  if remove_container "$id" "$name"; then end "$2" '' "$1"; else end left "$id" "$1"; fi
}
said=$(enroot create --name ".berth-$id" -- "$image" 2>&1 >/dev/null) || undo "$said" removed
rootfs=$data/.berth-$id
[ -n "$workdir" ] ||
  workdir=$(sed -n 's/^cd "\\(.*\\)" && unset OLDPWD.*/\\1/p' "$rootfs/etc/rc" 2>/dev/null | head -n 1)
{ rm -rf -- "\${rootfs:?}/$mark" && printf '%s\\n' "$id" >"$rootfs/$mark"; } ||
  undo "the root filesystem $rootfs cannot be written" removed
passwd=$rootfs/etc/passwd
if [ -f "$passwd" ] && [ ! -L "$passwd" ]; then
  if grep -q '^sshd:' "$passwd"; then sed -i 's/^sshd:[^:]*:[^:]*:[^:]*:/sshd:x:0:0:/' "$passwd"
  else printf 'sshd:x:0:0::/run/sshd:/usr/sbin/nologin\\n' >>"$passwd"
  fi
fi
cat >"$folder/rc" <<BERTH
mkdir -p "\${workdir:-/}" 2>/dev/null
cd "\${workdir:-/}" || cd /
export PATH="\\\${PATH:-$standard_path}" HOME="\\\${HOME:-/root}"
exec /bin/sh -c 'echo "berth: ready"; command -v sleep >/dev/null && exec sleep 2147483647; kill -STOP \\$\\$'
BERTH
: >"$folder/placed"
said=$(mv -T -- "$rootfs" "$data/$name" 2>&1) || {
  rm -f "$folder/placed"
  undo "$said" "$([ -e "$data/$name" ] && echo taken || echo removed)"
}
said=$(start_container "$id" "$name" 2>&1) || undo "$said" removed
alive "$id"
say running "$started"
finish`,
  'list': `data=$1
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
this_host() { printf '%s\\n%s\\n' "$(uname -n)" "$(cat /etc/machine-id 2>/dev/null)"; }
holder_of() { cat -- "$store/containers/$1/host" 2>/dev/null; }
held_here() { [ "$(holder_of "$1")" = "$(this_host)" ]; }
is_local() {
  case $(stat -f -c %T -- "$1") in
    ext2/ext3 | xfs | btrfs | zfs | f2fs | bcachefs | tmpfs | ramfs | overlayfs) ;;
    *) return 1 ;;
  esac
}
readable || fail
if [ -d "$store/names" ]; then
  names=$(ls -A -- "$store/names") || fail
  while IFS= read -r name; do
    id=$(id_of "$name") || continue
    held_here "$id" || { { holder_of "$id" >/dev/null || [ "$(id_of "$name")" != "$id" ]; } && continue; fail; }
    ! forsaken "$id" "$name" || continue
    labels=$(<"$store/containers/$id/labels") || { [ "$(id_of "$name")" != "$id" ] && continue; fail; }
    say container "$id $name"
    say labels "$labels"
  done < <([ -z "$names" ] || printf '%s\\n' "$names")
fi
finish`,
  'load-parts': `data=$1 folder=$2 part=$3 digest_wanted=$4 file=$5
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
digest_of() {
  local key now before remembered changed
  key=$(stat -L -c '%d-%i-%s-%.9Y-%.9Z' -- "$1") || return 1
  remembered=\${store:?}/digests/$key
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
  ((before - \${changed%%.*} >= 2)) && mkdir -p "$store/digests" && {
    rm -f "$store/digests/\${key%%-*}-"*"-\${key##*-}"
    printf '%s\\n' "$digest" >"$remembered.$$" && mv -f "$remembered.$$" "$remembered"
  }
  return 0
}
is_squashfs() { [ "$(head -c 4 -- "$1" | tr -d '\\0')" = hsqs ]; }
case $file in /*) ;; *) file=$store/images/$file ;; esac
end() {
  rm -rf -- "$folder"
  rmdir -- "\${folder%/*}" 2>/dev/null
  [ -z "\${1-}" ] || say "$1"
}
is_squashfs "$folder/$part" || { end not-squashfs; finish; }
if [ -e "$file" ] && { ! digest_of "$file" 900 || [ "$digest" != "$digest_wanted" ]; }; then say moves "$file"; fi
say loading
if ! { mkdir -p "$store/images" && mv -fT -- "$folder/$part" "$file"; }; then
  end load-failed
  finish
fi
end
(($(date +%s) - $(stat -L -c %Z -- "$file") >= 2)) || sleep 2
digest_of "$file" 900 || fail
say image "$digest $file"
finish`,
  'look-for-parts': `data=$1 digits=$2
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
folder=$store/parts/$digits
mkdir -p "$folder" || fail
section folder printf %s "$folder"
section room env LC_ALL=C df -Pk "$folder"`,
  'observe': `name=$1 file=$2
shift 2
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
find_data() {
  local said
  said=$(enroot info 2>/dev/null) && version=$(sed -n 's/^Enroot version: //p' <<<"$said") || version=
  data=$(sed -n 's/^  ENROOT_DATA_PATH=//p' <<<"$said")
  [ -z "$data" ] || return 0
  version=$(enroot version) || return
  said=$(enroot remove --force -- "$1" 2>&1 </dev/null)
  data=\${said#*No such file or directory: } data=\${data%/"$1"}
  case $data in /*) ;; *) printf '%s\\n' "$said" >&2; return 1 ;; esac
}
ends_with_login() {
  local policy
  [ -d /run/systemd/system ] && [ "$(id -u)" != 0 ] || return
  policy=$(cat /usr/lib/systemd/logind.conf.d/*.conf /etc/systemd/logind.conf \\
    /run/systemd/logind.conf.d/*.conf /etc/systemd/logind.conf.d/*.conf 2>/dev/null |
    sed -n 's/^[[:space:]]*KillUserProcesses[[:space:]]*=[[:space:]]*//p' | tail -n 1)
  case $policy in [yY]* | [tT]* | 1 | on) ;; *) return 1 ;; esac
}
nothing=berth-\${nonce:?}
no_enroot() {
  say no-enroot
  finish
}
find_data "$nothing" || no_enroot
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
boot=$(</proc/sys/kernel/random/boot_id)
look_at() {
  local line
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${line##*) }
  state=$1 parent=$2 ticks=\${20}
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
    [ "$process/root" -ef "$1" ] && printf '%s\\n' "\${process#/proc/}"
  done 2>/dev/null
}
end_members() {
  local turn found
  for ((turn = 0; turn < 100; turn++)); do
    mapfile -t found < <(members "$1")
    ((\${#found[@]} > 0)) || return 0
    kill -KILL "\${found[@]}" 2>/dev/null
    sleep 0.05
  done
  echo "processes in $1 do not end: \${found[*]}" >&2
  return 1
}
init_of() {
  local process oldest=
  init=
  for process in $(members "$1"); do
    { look_at "$process" && [ "$state" != Z ]; } || continue
    if [ -z "$oldest" ] || ((ticks < oldest)); then oldest=$ticks init=$process; fi
  done
  [ -n "$init" ]
}
this_host() { printf '%s\\n%s\\n' "$(uname -n)" "$(cat /etc/machine-id 2>/dev/null)"; }
holder_of() { cat -- "$store/containers/$1/host" 2>/dev/null; }
held_here() { [ "$(holder_of "$1")" = "$(this_host)" ]; }
is_local() {
  case $(stat -f -c %T -- "$1") in
    ext2/ext3 | xfs | btrfs | zfs | f2fs | bcachefs | tmpfs | ramfs | overlayfs) ;;
    *) return 1 ;;
  esac
}
digest_of() {
  local key now before remembered changed
  key=$(stat -L -c '%d-%i-%s-%.9Y-%.9Z' -- "$1") || return 1
  remembered=\${store:?}/digests/$key
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
  ((before - \${changed%%.*} >= 2)) && mkdir -p "$store/digests" && {
    rm -f "$store/digests/\${key%%-*}-"*"-\${key##*-}"
    printf '%s\\n' "$digest" >"$remembered.$$" && mv -f "$remembered.$$" "$remembered"
  }
  return 0
}
is_squashfs() { [ "$(head -c 4 -- "$1" | tr -d '\\0')" = hsqs ]; }
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
else say image "unreadable \${said//[[:space:]]/ }"
fi
finish`,
  'save-container': `data=$1 id=$2 name=$3 unique=$4
leftOut=("\${@:6:$5}")
shift "$((5 + $5))"
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
rootfs=$data/$name file=$store/parts/.save-$unique
forget() { rm -f -- "$file" "$file.without"; rmdir -- "$store/parts" 2>/dev/null; }
refuse() {
  printf '%s\\n' "$1" >&2
  exit 1
}
changed() { refuse 'the container no longer has the id and the labels that were observed; nothing was done'; }
for pair; do grep -qF -- "$pair" "$store/containers/$id/labels" || changed; done
{ [ "$(id_of "$name")" = "$id" ] && whole "$id" "$name"; } || changed
[ ! -d "$store/parts" ] || find "$store/parts" -maxdepth 1 -name '.save-*' -mmin +60 -delete
mkdir -p "$store/parts" || exit
trap forget EXIT
trap 'exit 1' HUP INT TERM PIPE
needed=$(du -skx -- "$rootfs" 2>/dev/null) needed=\${needed%%[^0-9]*}
free=$(LC_ALL=C df -Pk "$store/parts" | sed -n '$s/^.* \\([0-9][0-9]*\\)  *[0-9][0-9]*% .*/\\1/p')
[ -z "$needed" ] || [ -z "$free" ] || ((needed < free)) ||
  refuse "there is no room for the file: it needs $((needed / 1000)) MB where $data is, and $((free / 1000)) MB are free there"
tests=(-path "./$mark")
for path in "\${leftOut[@]}"; do tests+=(-o -path ".$path"); done
(cd -- "$rootfs" && { find . \\( "\${tests[@]}" \\) -prune -print 2>/dev/null || :; } | sed 's/^\\.\\///') >"$file.without" || exit
export ENROOT_SQUASH_OPTIONS="\${ENROOT_SQUASH_OPTIONS:--comp lzo -noD -exit-on-error} -ef $file.without"
echo making
enroot export --output "$file" -- "$name" >&2 </dev/null || exit
cat -- "$file"`,
  'save': `data=$1 file=$2
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
case $file in /*) ;; *) file=$store/images/$file ;; esac
cat -- "$file"`,
  'supervise': `data=$1 id=$2 name=$3
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
umask 077
store=\${data:?}/.berth
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
rootfs_id() { stat -c 'rootfs-%i-%.9W' -- "$1" 2>/dev/null; }
mark=.berth
whole() {
  local file=$data/$2/$mark
  [ -f "$file" ] && [ ! -L "$file" ] && [ "$(head -c 100 -- "$file")" = "$1" ]
}
forsaken() { [ -e "$store/containers/$1/placed" ] && ! whole "$1" "$2" && [ ! -e "$data/.berth-$1" ]; }
read_words() {
  words=()
  local word
  while IFS= read -r -d '' word; do words+=("$word"); done <"$1"
}
boot=$(</proc/sys/kernel/random/boot_id)
look_at() {
  local line
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${line##*) }
  state=$1 parent=$2 ticks=\${20}
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
    [ "$process/root" -ef "$1" ] && printf '%s\\n' "\${process#/proc/}"
  done 2>/dev/null
}
end_members() {
  local turn found
  for ((turn = 0; turn < 100; turn++)); do
    mapfile -t found < <(members "$1")
    ((\${#found[@]} > 0)) || return 0
    kill -KILL "\${found[@]}" 2>/dev/null
    sleep 0.05
  done
  echo "processes in $1 do not end: \${found[*]}" >&2
  return 1
}
init_of() {
  local process oldest=
  init=
  for process in $(members "$1"); do
    { look_at "$process" && [ "$state" != Z ]; } || continue
    if [ -z "$oldest" ] || ((ticks < oldest)); then oldest=$ticks init=$process; fi
  done
  [ -n "$init" ]
}
remove_container() {
  if alive "$1"; then kill -KILL "$init"; fi
  if whole "$1" "$2"; then
    end_members "$data/$2" && mv -T -- "$data/$2" "$data/.berth-$1" || return 1
  fi
  [ ! -e "$data/.berth-$1" ] || enroot remove --force -- ".berth-$1" >&2 || return 1
  [ "$(id_of "$2")" != "$1" ] || rm -f -- "$store/names/$2"
  rm -rf -- "$store/containers/$1"
}
look_at_uptime() { read -r up _ </proc/uptime && up=\${up%%.*}; }
read_renewal() {
  local of='' on='' at='' path
  [ -d "/proc/$init/root/" ] || return 1
  for path in var var/lib var/lib/berth; do [ ! -L "/proc/$init/root/$path" ] || return 1; done
  [ -e "$inside/lease" ] || return 0
  { read -r of on at <"$inside/lease"; } 2>/dev/null || return 1
  if [ "$of $on" = "$launch $boot" ] && [[ $at =~ ^[0-9]{1,15}$ ]] && ((at > end)); then end=$at; fi
}
look_inside() {
  local process born
  look_at "$init" || return 1
  born=$ticks found=()
  for process in /proc/[0-9]*; do
    if [ "$process/root" -ef "$data/$name" ] || [ "$process/ns/mnt" -ef "/proc/$init/ns/mnt" ]; then
      found+=("\${process#/proc/}")
    elif [ ! -e "$process/ns/mnt" ] && [ -O "$process" ] && look_at "\${process#/proc/}" && ((ticks >= born)); then
      case $state in Z | X) ;; *) return 1 ;; esac
    fi
  done
}
holds() {
  local of='' on='' left='' found=() process command
  { read -r of on left <"$inside/setup_left"; } 2>/dev/null
  [ "$of $on" = "$launch $boot" ] || left=
  look_inside || return 0
  for process in "\${found[@]}"; do
    [ "$process" != "$init" ] || continue
    look_at "$process" || continue
    case $state in Z | X) continue ;; esac
    case " $left " in *" $process:$ticks "*) continue ;; esac
    command=$(tr '\\0' ' ' <"/proc/$process/cmdline") 2>/dev/null
    case $command in
      *sshd*/var/lib/berth/sshd/sshd_config*) case " \${found[*]} " in *" $parent "*) ;; *) continue ;; esac ;;
    esac
    return 0
  done
  return 1
}
watch_lease() {
  local up end lease launch inside=/proc/$init/root/var/lib/berth rest
  trap 'kill "$!" 2>/dev/null; exit' TERM
  read -r lease launch <"$folder/lease" && look_at_uptime || exit
  end=$((up + lease + 1))
  while :; do
    rest=2
    if look_at_uptime && { ((up < end)) || read_renewal; }; then
      if ((up < end)); then rest=$((end - up))
      elif ! holds; then
        kill -KILL "$init"
        exit
      fi
    fi
    sleep "$rest" & wait "$!"
  done
}
folder=$store/containers/$id
read_words "$folder/limits"
((\${#words[@]} == 0)) || prlimit --pid "$$" "\${words[@]}" || exit 1
settings=(ENROOT_LOGIN_SHELL=no)
[ ! -e "$folder/settings" ] || { read_words "$folder/settings" && settings+=("\${words[@]}"); }
read_words "$folder/start"
env "\${settings[@]}" enroot start "\${words[@]}" --conf "$folder/conf" --rc "$folder/rc" -- "$name" </dev/null &
init=$!
look_at "$init" || exit 1
written="$init $ticks $boot $(date -u +%Y-%m-%dT%H:%M:%S.%NZ)"
{ printf '%s\\n' "$written" >"$folder/process.new" && mv -f "$folder/process.new" "$folder/process"; } || {
  kill -KILL "$init"
  exit 1
}
trap 'kill -KILL "$init"' HUP INT TERM
if [ -e "$folder/lease" ]; then
  watch_lease &
  watch=$!
fi
wait "$init"
[ -z "\${watch-}" ] || kill "$watch" 2>/dev/null
exec 9<"$folder" && flock 9 || exit
[ "$(<"$folder/process")" = "$written" ] || exit
if [ -n "\${watch-}" ]; then remove_container "$id" "$name"
else whole "$id" "$name" && end_members "$data/$name"
fi`,
}
