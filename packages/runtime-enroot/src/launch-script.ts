import type { ContainerSpec } from '@berth/core/adapter'
import { environmentWords, limitFlags, pathsThatMustExist, startArguments } from './commands.js'
import { type Engine, script } from './engine.js'
import { removeFunction } from './remove-script.js'
import { digestFunction, processFunctions, storeFunctions } from './store-script.js'
import { startFunction } from './supervisor-script.js'

/** Used where neither the image nor the cluster file says where programs are. */
const standardPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * Writes down what the container is, claims its name, unpacks the image beside the name and moves it there whole, then starts it. What does not run is taken
 * away again. The image's own start script is replaced; its working directory is kept. The account that sshd separates its privileges with becomes another name of uid 0:
 * that is the only one there is.
 */
const launch = `
nonce=$1 data=$2 name=$3 id=$4 image=$5 wanted=$6 labels=$7 record=$8
shift 8
paths=("\${@:2:$1}"); shift $(($1 + 1))
groups=("\${@:2:$1}"); shift $(($1 + 1))
limits=("\${@:2:$1}"); shift $(($1 + 1))
environment=("\${@:2:$1}"); shift $(($1 + 1))
${storeFunctions}
${processFunctions}
${digestFunction}
${removeFunction}
${startFunction}
refuse() {
  [ -z "$*" ] || printf '%s\\n' "$*" >&2
  say refused
  exit 0
}
write_words() {
  local file=$1
  shift
  (($# == 0)) || printf '%s\\0' "$@" >"$file"
}

for path in "\${paths[@]}"; do [ -e "$path" ] || refuse "bind source path does not exist: $path"; done
for group in "\${groups[@]}"; do
  case " $(id -G) " in *" $group "*) ;; *) refuse "the login user is not in group $group, and enroot cannot add groups" ;; esac
done
((\${#limits[@]} == 0)) || prlimit --pid "$$" "\${limits[@]}" || refuse
digest_of "$image" 900 || refuse
[ "$digest" = "$wanted" ] || refuse "the image $image is not the one that was compared any more: $digest in place of $wanted"

folder=$store/containers/$id
mkdir -p "$store/names" "$folder" && exec 9<"$folder" && flock 9 || refuse
{
  printf '%s' "$labels" >"$folder/labels" && printf '%s' "$record" >"$folder/record" &&
    date -u +%Y-%m-%dT%H:%M:%S.%NZ >"$folder/created" &&
    : >"$folder/limits" && : >"$folder/environment" && write_words "$folder/limits" "\${limits[@]}" &&
    write_words "$folder/environment" "\${environment[@]}" && write_words "$folder/start" "$@"
} || { rm -rf "$folder"; refuse; }

other=$(id_of "$name") && forsaken "$other" "$name" && (
  exec 8<"$store/containers/$other" && flock -n 8 && forsaken "$other" "$name" && remove_container "$other" "$name"
)
if [ -e "$data/$name" ] || ! said=$(ln -sT "../containers/$id" "$store/names/$name" 2>&1); then
  rm -rf "$folder"
  [ -e "$data/$name" ] || [ -L "$store/names/$name" ] || refuse "$said"
  say taken
  exit 0
fi
say created "$id"

undo() {
  printf '%s\\n' "$1" >&2
  if remove_container "$id" "$name"; then say "$2"; else say left "$id"; fi
  exit 0
}
said=$(enroot create --name ".berth-$id" -- "$image" 2>&1 >/dev/null) || undo "$said" removed
rootfs=$data/.berth-$id
workdir=$(sed -n 's/^cd "\\(.*\\)" && unset OLDPWD.*/\\1/p' "$rootfs/etc/rc" 2>/dev/null | head -n 1)
passwd=$rootfs/etc/passwd
if [ -f "$passwd" ] && [ ! -L "$passwd" ]; then
  if grep -q '^sshd:' "$passwd"; then sed -i 's/^sshd:[^:]*:[^:]*:[^:]*:/sshd:x:0:0:/' "$passwd"
  else printf 'sshd:x:0:0::/run/sshd:/usr/sbin/nologin\\n' >>"$passwd"
  fi
fi
cat >"$folder/rc" <<BERTH
cd \${workdir:-/} || cd /
export PATH="\\\${PATH:-${standardPath}}" HOME="\\\${HOME:-/root}"
exec /bin/sh -c 'echo "berth: ready"; command -v sleep >/dev/null && exec sleep 2147483647; kill -STOP \\$\\$'
BERTH
inode_of "$rootfs" >"$folder/rootfs"
said=$(mv -T -- "$rootfs" "$data/$name" 2>&1) || {
  rm -f "$folder/rootfs"
  undo "$said" "$([ -e "$data/$name" ] && echo taken || echo removed)"
}
said=$(start_container "$id" "$name" 2>&1) || undo "$said" removed
alive "$id"
say running "$started"
`

/** The command line that launches a container under a new id. */
export function launchCommand(
  { reachedBy, data }: Engine,
  spec: ContainerSpec,
  id: string,
  nonce: string,
): readonly string[] {
  const { name, image, labels } = spec
  const identity = [name, id, image.id, image.configDigest ?? '', JSON.stringify(labels), JSON.stringify({ image })]
  const counted = [pathsThatMustExist(spec), spec.groupAdd, limitFlags(spec), environmentWords(spec)]
  const words = counted.flatMap((list) => [String(list.length), ...list])
  return script(reachedBy, launch, nonce, data, ...identity, ...words, ...startArguments(spec))
}
