import type { Finding } from '../model/findings.js'

/** The parts of a value that findings are about, by key and number. */
interface Wrong {
  /** Whether a finding is about the value itself. */
  isWrong: boolean
  readonly inner: Map<string | number, Wrong>
}

/**
 * A copy of a value without the keys and values that findings are about, so that later rules can check the rest, and
 * all problems be reported at once. List items become undefined, so that the positions of the others stay.
 */
export function prune(value: unknown, findings: readonly Finding[]): unknown {
  const root = noneWrong()
  for (const { path } of findings) {
    let wrong = root
    for (const step of path) {
      const inner = wrong.inner.get(step) ?? noneWrong()
      wrong.inner.set(step, inner)
      wrong = inner
    }
    wrong.isWrong = true
  }
  return without(value, root)
}

function noneWrong(): Wrong {
  return { isWrong: false, inner: new Map() }
}

function without(value: unknown, wrong: Wrong | undefined): unknown {
  if (wrong === undefined || (wrong.inner.size === 0 && !wrong.isWrong)) return value
  if (wrong.isWrong) return undefined
  if (Array.isArray(value)) return value.map((item: unknown, index) => without(item, wrong.inner.get(index)))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [
    key,
    without(item, wrong.inner.get(key)),
  ])
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}
