/** One file of a bundle. */
export interface BundledFile {
  readonly path: string
  /** Octal permission bits. */
  readonly mode: string
  /** Whole lines. */
  readonly text: string
}

/** Files as one text for standard input, which {@link unpackBundle} reads with nothing but a shell. Throws `TypeError` for a text without whole lines. */
export function bundle(files: readonly BundledFile[]): string {
  const parts = files.map(({ path, mode, text }) => {
    if (!text.endsWith('\n') || text.includes('\0')) throw new TypeError(`${path} must be whole lines of text`)
    return `${mode} ${text.split('\n').length - 1} ${path}\n${text}`
  })
  return `${parts.join('')}end\n`
}

/**
 * Shell text that unpacks a bundle from standard input: all files are written aside first, and moved to their places once the end was
 * seen, so that an input cut short changes nothing, and two writers at once do not mix.
 */
export const unpackBundle = `unpack() {
  moves=
  while read -r mode lines path; do
    if [ "$mode" = end ]; then
      for path in $moves; do mv -f "$path.new.$$" "$path" || return 1; done
      return 0
    fi
    rm -f "$path.new.$$"
    (umask 077; : >"$path.new.$$") && chmod "$mode" "$path.new.$$" || return 1
    while [ "$lines" -gt 0 ]; do
      IFS= read -r line || return 1
      printf '%s\\n' "$line"
      lines=$((lines - 1))
    done >"$path.new.$$" || return 1
    moves="$moves $path"
  done
  return 1
}`
