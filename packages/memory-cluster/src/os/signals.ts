/** Numbers of the signals that processes in memory know, by their names without `SIG`. */
export const signalNumbers: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ABRT: 6,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
}

/**
 * A signal's name from what a user wrote: `TERM`, `SIGTERM`, `15`; null if there is none such. `0` and `EXIT` are no
 * signals.
 */
export function signalName(word: string): string | null {
  const name = word.toUpperCase().replace(/^SIG/, '')
  if (Object.hasOwn(signalNumbers, name)) return name
  return Object.entries(signalNumbers).find(([, number]) => String(number) === word)?.[0] ?? null
}

/** Signals that do nothing to a process without a handler. */
export const harmlessSignals: ReadonlySet<string> = new Set(['CHLD', 'CONT', 'STOP'])
