import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { relative } from 'node:path'
import { onThisMachine } from './crash-orders.js'
import type { CrashSteps } from './crash-steps.js'
import type { NextStep } from './step-watcher.js'

/** The functions of `node:fs` that change what is on a disk, by a path. */
const atOnce = [
  'appendFileSync',
  'chmodSync',
  'copyFileSync',
  'linkSync',
  'mkdirSync',
  'renameSync',
  'rmSync',
  'symlinkSync',
  'unlinkSync',
  'writeFileSync',
] as const

const later = [
  'appendFile',
  'chmod',
  'copyFile',
  'link',
  'mkdir',
  'rename',
  'rm',
  'symlink',
  'unlink',
  'writeFile',
] as const

/** Has every file counted that this process changes below a folder. */
export function watchFiles(steps: CrashSteps, folder: string): void {
  const { writeFileSync } = fs
  const stepOf = (name: string, path: unknown): NextStep | null => {
    const below = typeof path === 'string' ? relative(folder, path) : '..'
    return below.startsWith('..') ? null : { step: `${name} ${withoutIds(below)}`, host: onThisMachine }
  }
  for (const name of atOnce) {
    const original = fs[name] as (...words: unknown[]) => unknown
    const watched = (...words: unknown[]): unknown => {
      const step = stepOf(name, words[0])
      const half = (): void => {
        const [path, content] = words
        if (name !== 'writeFileSync' || typeof path !== 'string' || typeof content !== 'string') return
        writeFileSync(path, content.slice(0, content.length / 2))
      }
      return step === null ? original(...words) : steps.throughAtOnce(step, () => original(...words), half)
    }
    Object.assign(fs, { [name]: watched })
  }
  for (const name of later) {
    const original = fs.promises[name] as (...words: unknown[]) => Promise<unknown>
    const watched = (...words: unknown[]): Promise<unknown> => {
      const step = stepOf(name, words[0])
      return step === null ? original(...words) : steps.through(step, () => original(...words))
    }
    Object.assign(fs.promises, { [name]: watched })
  }
  syncBuiltinESMExports()
}

function withoutIds(path: string): string {
  return path.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
}
