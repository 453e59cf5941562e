/** What became of a detached command on one host. */
export type DetachedState =
  | { readonly state: 'running' }
  | { readonly state: 'exited'; readonly exitCode: number }
  /** The command was ended by {@link DetachedCommand.stop}. */
  | { readonly state: 'stopped' }
  /** The command is gone and left no exit code, as after a reboot. */
  | { readonly state: 'lost' }
  /** The files of the command there make no sense, or may not be read. */
  | { readonly state: 'unreadable'; readonly reason: string }

/** Reads the line that a program on the host says of a command that was started there. */
export function parseDetachedState(text: string): DetachedState {
  const line = text.trim()
  const [, code] = /^exit (\d{1,3})$/.exec(line) ?? []
  if (code !== undefined && Number(code) <= 255) return { state: 'exited', exitCode: Number(code) }
  if (line === 'running' || line === 'stopped' || line === 'lost') return { state: line }
  return { state: 'unreadable', reason: reasons.get(line) ?? `what is kept of it says ${JSON.stringify(line)}` }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['unknown', 'nothing says which process it is: it is being started, or its start was cut off'],
  ['closed', 'it is no folder that may be looked into'],
])
