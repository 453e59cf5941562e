#!/bin/bash
# Writes down what the container is, claims its name, unpacks the image beside the name and moves it there whole, then
# starts it. A container that does not run is taken away again. The image's own start script is replaced; its working
# directory is kept. The account that sshd separates its privileges with becomes another name of uid 0, the only uid
# that there is. Standard input is the environment of the container: a line that exports all of it, then the lines of
# what enroot itself is given of it, then `=`.
data=$1 name=$2 id=$3 image=$4 wanted=$5 labels=$6 record=$7 supervisor=$8
shift 8
paths=("${@:2:$1}"); shift $(($1 + 1))
groups=("${@:2:$1}"); shift $(($1 + 1))
limits=("${@:2:$1}"); shift $(($1 + 1))
settings=("${@:2:$1}"); shift $(($1 + 1))
hooks=("${@:2:$1}"); shift $(($1 + 1))
workdir=$1 lease=$2
shift 2
IFS= read -r exports
variables=$(cat)
case $variables in
  '=') variables= ;;
  *$'\n=') variables=${variables%?=} ;;
  *) fail 'the environment of the container did not arrive to its end' ;;
esac
. ./functions/store.sh
. ./functions/processes.sh
. ./functions/holder.sh
. ./functions/digest.sh
. ./functions/remove.sh
. ./functions/start.sh
. ./functions/sources.sh

# Used where neither the image nor the cluster file says where programs are.
standard_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# end WORD TEXT WHY: the last report, after what was said.
end() {
  [ -z "$3" ] || printf '%s\n' "$3" >&2
  say "$1" "$2"
  finish
}
refuse() { end refused '' "${1-}"; }

write_words() {
  local file=$1
  shift
  (($# == 0)) || printf '%s\0' "$@" >"$file"
}

# Where nothing says what the driver of the GPUs is for, the hook brings in no more than what shows them.
capabilities=
# shellcheck disable=SC2016 # Enroot's own variable, which it has when it reads this line.
((${#hooks[@]} == 0)) ||
  capabilities='grep -q ^NVIDIA_DRIVER_CAPABILITIES= "$ENROOT_ENVIRON" || echo NVIDIA_DRIVER_CAPABILITIES=compute,utility; '

# need_hooks: prints lines of a configuration that end a start where enroot has not each of $hooks.
need_hooks() {
  local hook
  for hook in "${hooks[@]}"; do
    # shellcheck disable=SC2016 # Enroot's own variables, which it has when it reads these lines.
    printf '[ -e "${ENROOT_SYSCONF_PATH-}/hooks.d/%s" ] || [ -e "${ENROOT_CONFIG_PATH-}/hooks.d/%s" ] || {
  echo "[ERROR] enroot has no hook %s" >&2
  exit 1
}\n' "$hook" "$hook" "$hook"
  done
}

for path in "${paths[@]}"; do if said=$(why_not "$path"); then refuse "$said"; fi; done
for group in "${groups[@]}"; do
  case " $(id -G) " in
    *" $group "*) ;;
    *) refuse "the login user is not in group $group, and enroot cannot add groups" ;;
  esac
done
((${#limits[@]} == 0)) || prlimit --pid "$$" "${limits[@]}" || refuse
digest_of "$image" 900 || refuse
[ "$digest" = "$wanted" ] ||
  refuse "the image $image is not the one that was compared any more: $digest in place of $wanted"

folder=$store/containers/$id
{ mkdir -p "$store/names" "$folder" && exec 9<"$folder" && flock 9; } || refuse
{
  printf '%s' "$labels" >"$folder/labels" && printf '%s' "$record" >"$folder/record" &&
    this_host >"$folder/host" &&
    date -u +%Y-%m-%dT%H:%M:%S.%NZ >"$folder/created" &&
    : >"$folder/limits" && write_words "$folder/limits" "${limits[@]}" &&
    printf '%s' "$exports" >"$folder/exports" && printf '%s\n' "$variables" >"$folder/variables" &&
    printf 'environ() { %scat -- %q; }\n' "$capabilities" "$folder/variables" >"$folder/conf" &&
    need_hooks >>"$folder/conf" &&
    write_words "$folder/settings" "${settings[@]}" &&
    { [ -z "$lease" ] || printf '%s\n' "$lease" >"$folder/lease"; } &&
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
# Nobody who goes away keeps it from being started now: a container that never ran would stay.
trap : PIPE
say created "$id"

# undo WHY WORD: takes away what was made, then ends.
undo() {
  if remove_container "$id" "$name"; then end "$2" '' "$1"; else end left "$id" "$1"; fi
}
said=$(enroot create --name ".berth-$id" -- "$image" 2>&1 >/dev/null) || undo "$said" removed
rootfs=$data/.berth-$id
[ -n "$workdir" ] ||
  workdir=$(sed -n 's/^cd "\(.*\)" && unset OLDPWD.*/\1/p' "$rootfs/etc/rc" 2>/dev/null | head -n 1)
{ rm -rf -- "${rootfs:?}/$mark" && printf '%s\n' "$id" >"$rootfs/$mark"; } ||
  undo "the root filesystem $rootfs cannot be written" removed
passwd=$rootfs/etc/passwd
if [ -f "$passwd" ] && [ ! -L "$passwd" ]; then
  if grep -q '^sshd:' "$passwd"; then sed -i 's/^sshd:[^:]*:[^:]*:[^:]*:/sshd:x:0:0:/' "$passwd"
  else printf 'sshd:x:0:0::/run/sshd:/usr/sbin/nologin\n' >>"$passwd"
  fi
fi
cat >"$folder/rc" <<BERTH
mkdir -p "${workdir:-/}" 2>/dev/null
cd "${workdir:-/}" || cd /
export PATH="\${PATH:-$standard_path}" HOME="\${HOME:-/root}"
exec /bin/sh -c 'echo "berth: ready"; command -v sleep >/dev/null && exec sleep 2147483647; kill -STOP \$\$'
BERTH
: >"$folder/placed"
said=$(mv -T -- "$rootfs" "$data/$name" 2>&1) || {
  rm -f "$folder/placed"
  undo "$said" "$([ -e "$data/$name" ] && echo taken || echo removed)"
}
said=$(start_container "$id" "$name" 2>&1) || undo "$said" removed
alive "$id"
say running "$started"
finish
