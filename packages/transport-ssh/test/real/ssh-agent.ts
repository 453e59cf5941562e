import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '../../../core/test/command/processes.js'

/** A running ssh-agent that holds no key at first. */
export interface TestAgent {
  readonly socket: string
  /** Gives it the key of a file. `words`: further words for ssh-add. */
  readonly add: (path: string, ...words: string[]) => void
  readonly stop: () => void
}

/** Starts an agent in a folder; resolves once it answers, which is later than its socket is there. */
export async function startAgent(folder: string): Promise<TestAgent> {
  const socket = join(mkdtempSync(join(folder, 'agent-')), 'socket')
  // Nobody is there to confirm.
  const env = { ...process.env, SSH_AUTH_SOCK: socket, SSH_ASKPASS: '/bin/false' }
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
  // 1: it answers that it holds no key; 2: it cannot be reached.
  const answer = (): number | null => spawnSync('ssh-add', ['-l'], { env, stdio: 'ignore' }).status
  await eventually(answer, (code) => code === 1)
  return {
    socket,
    add: (path, ...words) => {
      execFileSync('ssh-add', ['-q', ...words, path], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    },
    stop: () => void agent.kill(),
  }
}
