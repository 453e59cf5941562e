/**
 * Thrown to leave what runs: the shell, a function, or a loop. Not an error: nothing failed, and a stack trace for each
 * would cost more than all else.
 */
export class Jump {
  readonly kind: 'exit' | 'return' | 'break' | 'continue'
  /** The exit code; for loops, how many of them. */
  readonly code: number

  constructor(kind: Jump['kind'], code: number) {
    this.kind = kind
    this.code = code
  }
}
