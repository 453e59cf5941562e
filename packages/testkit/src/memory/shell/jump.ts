/** Leaves what runs: the shell, a function, or a loop. Not a failure. */
export class Jump extends Error {
  readonly kind: 'exit' | 'return' | 'break' | 'continue'
  /** The exit code; for loops, how many of them. */
  readonly code: number

  constructor(kind: Jump['kind'], code: number) {
    super(kind)
    this.kind = kind
    this.code = code
  }
}
