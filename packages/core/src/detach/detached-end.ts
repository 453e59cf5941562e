/** How a detached command ended on one host; `lost`: it is gone and left no exit code, as after a reboot. */
export type DetachedEnd =
  | { readonly end: 'exit'; readonly exitCode: number }
  | { readonly end: 'stopped' }
  | { readonly end: 'lost' }
  | { readonly end: 'unknown' }

/** Reads the line that the waiting program prints; null if it is not one. */
export function parseDetachedEnd(text: string): DetachedEnd | null {
  const line = text.trim()
  const [, code] = /^exit (\d+)$/.exec(line) ?? []
  if (code !== undefined) return { end: 'exit', exitCode: Number(code) }
  return line === 'stopped' || line === 'lost' || line === 'unknown' ? { end: line } : null
}
