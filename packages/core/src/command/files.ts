import { plainPath } from './plain-path.js'

/** Writes standard input to a file: beside it first, and counted before it is renamed, as a connection lost midway looks like the end of the input. */
export function putProgram(path: string, size: number, mode: number): readonly string[] {
  return ['sh', '-c', putScript, 'berth-put', plainPath(path), String(size), mode.toString(8)]
}

/** Whether the program said that the new content is there; an abort that came too late changes nothing about it. */
export function wasWritten(output: string): boolean {
  return output === `${written}\n`
}

/** Prints a file. */
export function getProgram(path: string): readonly string[] {
  return ['cat', plainPath(path)]
}

const written = 'written'

const putScript = `umask 077
if [ -d "$1" ]; then echo "$1 is a directory" >&2; exit 1; fi
temporary=$(mktemp "$1.XXXXXX") || exit 1
trap 'rm -f "$temporary"' EXIT
trap 'exit 1' HUP INT TERM
cat >"$temporary" || exit 1
size=$(wc -c <"$temporary")
if [ "$size" -ne "$2" ]; then echo "only $size of $2 bytes arrived" >&2; exit 1; fi
chmod "$3" "$temporary" || exit 1
trap '' HUP INT TERM
mv -f "$temporary" "$1" && echo ${written}`
