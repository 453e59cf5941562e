/** Files or folders of one kind that Berth makes: what they are, who may do what with them, and where they are made. */
export interface WrittenFile {
  /** By which tests name it: `holdsMode('run-record', …)`. */
  readonly id: string
  /** Where it is, as users know it: `~/.local/state/berth/runs/RUN.json`. */
  readonly path: string
  readonly what: string
  readonly mode: WrittenMode
  /** Every place in the code that makes it, by the file below `packages/`, as `findWrites` reports the place. */
  readonly writes: Readonly<Record<string, readonly string[]>>
}

/**
 * Permission bits, whatever the umask of who runs Berth or of the login; or who decides: `umask` the umask alone;
 * `asked` whoever asks for the file; `capped` the bits of what it is a copy of, less the umask; `kept` what was there
 * before.
 */
export type WrittenMode = number | 'umask' | 'asked' | 'capped' | 'kept'
