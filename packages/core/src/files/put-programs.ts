import { plainPath } from '../command/plain-path.js'
import { processIdentity } from '../command/process-identity.js'

/*
 * What runs where a tree is put. All that arrives is kept in a folder beside the place that it goes to, `.berth-put-ID`, under names of Berth's own,
 * until it is whole and known by its hash. Words of sh and of coreutils or BusyBox only.
 */

/** Where a tree goes: the folder, and the id of this transfer, new for each. */
export interface PutFolder {
  readonly folder: string
  readonly id: string
}

/**
 * Says what is there already. Reads lines of {@link lookLines} and prints lines for {@link parseLook}. With a mode, a folder that is missing is
 * made. What earlier transfers left behind here, interrupted in the middle of a file, is taken over or removed.
 */
export function lookProgram(where: PutFolder, modeIfMissing: number | null): readonly string[] {
  return program('look', look, where, modeIfMissing === null ? '' : octal(modeIfMissing))
}

/** Adds standard input to a file in the transfer's own folder that has `offset` bytes, and prints its size then. `size` is what it is to have. */
export function appendProgram(where: PutFolder, name: string, offset: number, size: number): readonly string[] {
  return program('append', append, where, name, String(offset), String(size))
}

/** Puts everything in its place, as lines of {@link finishLines} say, and prints {@link finished}. Changes nothing unless all of it is what it is to be. */
export function finishProgram(where: PutFolder): readonly string[] {
  return program('finish', finish, where)
}

/** Removes all that has arrived. */
export function discardProgram(where: PutFolder): readonly string[] {
  return program('discard', discard, where)
}

/** Exit code of the finishing program where what arrived is not what it is to be. */
export const altered = 3

/** Exit code where the folder that a file is to be put into is not there. */
export const noFolder = 4

/** What the finishing program prints at its end. */
export const finished = 'finished'

/** What the looking program prints at its end. */
export const looked = 'looked'

/** Permission bits as programs take them. */
export function octal(mode: number): string {
  return mode.toString(8)
}

function program(
  name: string,
  text: string,
  { folder, id }: PutFolder,
  ...words: readonly string[]
): readonly string[] {
  return ['sh', '-c', text, `berth-put-${name}`, plainPath(folder), id, ...words]
}

const prelude = `umask 077
staging=.berth-put-$2
enter() { CDPATH= cd "$1" || exit 1; }
stage() { [ -d "$staging" ] || mkdir "$staging" || exit 1; }
${processIdentity}`

const look = `${prelude}
if [ -n "$3" ] && [ ! -d "$1" ]; then (umask 022; mkdir -p "$1") && chmod "$3" "$1" || exit 1; fi
if [ ! -d "$1" ]; then echo "there is no folder $1" >&2; exit ${noFolder}; fi
enter "$1"
for tool in sha256sum stat; do
  command -v $tool >/dev/null || { echo "there is no $tool, which tells what is there already" >&2; exit 1; }
done
# Of one's own: what another user left would stay that user's. No name that would be two words below.
own() {
  case $1 in *[!a-zA-Z0-9.-]*) return 1 ;; esac
  [ -O "$1" ] && [ ! -L "$1" ] && [ "$1" != "$staging" ]
}
abandoned=
for writer in .berth-put-*/writer; do
  folder=\${writer%/*}
  own "$folder" || continue
  read -r machine process born name size <"$writer" || continue
  identity "$process"
  [ "$machine" = "$(uname -n)" ] && [ "$now" != "$born" ] || continue
  [ "$(wc -c <"$folder/$name")" -lt "$size" ] && abandoned="$abandoned $folder"
done 2>/dev/null
part() {
  for left in .berth-put-*/"$1"; do
    folder=\${left%/*}
    [ -f "$left" ] && own "$folder" || continue
    stage
    case " $abandoned " in
      *" $folder "*) mv "$left" "$staging" ;;
      *) cp "$left" "$staging" ;;
    esac && break
  done 2>/dev/null
  if [ -f "$staging/$1" ]; then echo part "$1" $(wc -c <"$staging/$1"); fi
}
files() {
  index=$1
  shift
  for path do
    shift
    if [ -d "$path" ]; then echo "folder $index"; elif [ -f "$path" ] && [ ! -L "$path" ]; then set -- "$@" "$path"; fi
    index=$((index + 1))
  done
  if [ $# -gt 0 ]; then { sha256sum "$@"; stat -c 'mode %a %n' "$@"; } 2>/dev/null; fi
}
large() { if [ -d "$3" ] || [ ! -f "$3" ] || [ "$(wc -c <"$3")" -eq "$2" ]; then files "$1" "$3"; fi; }
newline='
'
link() {
  if [ -L "$2" ]; then
    target=$(readlink "$2")
    case $target in *"$newline"*) ;; *) printf 'link %s %s\\n' "$1" "$target" ;; esac
  elif [ -d "$2" ]; then echo "folder $1"; fi
}
folder() { if [ -e "$2" ] && [ ! -d "$2" ]; then echo "file $1"; elif [ -d "$2" ]; then echo "there $1"; fi; }
eval "$(cat)"
if tar --help 2>&1 | grep -q -e -m; then echo tar; fi
if [ -n "$abandoned" ]; then rm -rf $abandoned; fi
echo ${looked}`

const append = `${prelude}
enter "$1"
stage
identity $$
echo "$(uname -n) $$ $now $3 $5" >"$staging/writer"
if [ "$4" -eq 0 ]; then cat >"$staging/$3"; else cat >>"$staging/$3"; fi || exit 1
wc -c <"$staging/$3"`

const finish = `${prelude}
enter "$1"
stage
# A head that takes no more from a file than it prints leaves the rest to the next one; others look for their place each time.
exact=
probe() { printf ab >"$staging/probe" && exact=$({ head -c 1 >/dev/null; cat; } <"$staging/probe") || exit 1; }
bundle() {
  [ -n "$exact" ] || probe
  bundle=$staging/$1 offset=0
  exec 3<"$bundle" || exit 1
}
take() {
  case $exact in
    b) head -c "$1" <&3 ;;
    *) tail -c +$((offset + 1)) "$bundle" | head -c "$1" ;;
  esac >"$staging/$2" || exit 1
  offset=$((offset + $1))
}
unpack() { tar -xmf "$staging/$1" -C "$staging" || exit 1; }
groups() { for group do mkdir "$staging/$group" || exit 1; done; }
empty() { for name do : >"$staging/$name" || exit 1; done; }
verify() {
  while [ $# -gt 0 ]; do echo "$1  $staging/$2"; shift 2; done | sha256sum -c >"$staging/sums" 2>&1 && return
  echo 'what arrived is not what was sent, or was changed here meanwhile' >&2
  exit ${altered}
}
modes() {
  mode=$1
  shift
  for name do shift; set -- "$@" "$staging/$name"; done
  chmod "$mode" "$@" || exit 1
}
folder() { if [ ! -d "$2" ]; then mkdir "$2" && : >"$staging/made.$1" || exit 1; fi; }
free() { if [ -d "$1" ]; then echo "$1 is a directory" >&2; exit 1; fi; }
move() { free "$2"; mv -f "$staging/$1" "$2" || exit 1; }
place() {
  group=$1 into=$2
  shift 2
  for name do shift; free "$into/$name"; set -- "$@" "$staging/$group/$name"; done
  mv -f "$@" "$into/" || exit 1
}
remode() { chmod "$@" || exit 1; }
link() { ln -sfn -- "$1" "$2" || exit 1; }
settle() { if [ -e "$staging/made.$1" ]; then chmod "$2" "$3" || exit 1; fi; }
eval "$(cat)"
rm -rf "$staging" && echo ${finished}`

const discard = `${prelude}
enter "$1"
rm -rf "$staging"`
