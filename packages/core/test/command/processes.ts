import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Processes of this machine, other than this one, whose command line or environment has this text: looked up from
 * outside.
 */
export function processesWith(text: string): number[] {
  return processes().filter((pid) =>
    ['cmdline', 'environ'].some((file) => readOrEmpty(`/proc/${pid}/${file}`).includes(text)),
  )
}

/** Processes of this machine that are this program and have this text in their environment. */
export function processesOf(program: string, text: string): number[] {
  return processes().filter(
    (pid) =>
      readOrEmpty(`/proc/${pid}/cmdline`).startsWith(`${program}\0`) &&
      readOrEmpty(`/proc/${pid}/environ`).includes(text),
  )
}

/** Waits until something holds; fails with the last value seen. */
export async function eventually<Value>(
  look: () => Value,
  holds: (value: Value) => boolean,
  patience = 10_000,
): Promise<Value> {
  const giveUp = performance.now() + patience
  for (;;) {
    const value = look()
    if (holds(value)) return value
    if (performance.now() > giveUp) throw new Error(`Still ${JSON.stringify(value)} after ${patience} ms`)
    await delay(20)
  }
}

function processes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
