import { spawn } from 'node:child_process'
import type { ContainerShell } from '../../src/contract/index.js'

/** A "container" that is this machine, for programs that take all their paths as arguments. */
export function localShell(env: Readonly<Record<string, string>> = {}, host = 'here'): ContainerShell {
  return {
    host,
    exec: (command, options = {}) =>
      new Promise((resolve, reject) => {
        const [file = '', ...args] = typeof command === 'string' ? ['sh', '-c', command] : command
        const child = spawn(file, args, { env: { PATH: process.env.PATH ?? '', ...env } })
        const kept = { stdout: '', stderr: '' }
        for (const stream of ['stdout', 'stderr'] as const) {
          child[stream].on('data', (chunk: Buffer) => {
            kept[stream] += chunk.toString()
            options.onOutput?.(stream, chunk)
          })
        }
        child.on('error', reject)
        child.stdin.on('error', () => undefined)
        child.stdin.end(options.stdin ?? '')
        child.on('close', (exitCode, signal) => {
          const endedBy = signal === null ? 'exit' : 'signal'
          resolve({ host, exitCode, signal, endedBy, ...kept, truncated: false, duration: 1 })
        })
      }),
  }
}
