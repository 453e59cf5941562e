import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { canRunSshd, startSshd, type TestSshd } from './sshd.js'

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

/**
 * A program of the built package that connects, runs something, and ends in the middle of it, when told on its standard
 * input.
 */
const program = (port: number, options: object, ending: string): string => `
  import { sshTransport } from '@berth/transport-ssh'
  const transport = sshTransport({ ...${JSON.stringify(options)}, hosts: () => ({ address: '127.0.0.1', port: ${port} }) })
  const hosts = await Promise.all(['one', 'two'].map((name) => transport.connect(name)))
  process.stdin.once('data', () => { ${ending} })
  await Promise.all(hosts.map((host) => host.exec('echo up; sleep 9', { onOutput: () => console.log('up') })))
`

describe.runIf(canRunSshd)('a process that ends in the middle of its work', () => {
  let sshd: TestSshd
  let child: ChildProcess | undefined
  beforeAll(async () => {
    sshd = await startSshd()
  })
  afterAll(async () => {
    child?.kill('SIGKILL')
    await sshd.stop()
  })

  it.each([
    ['by process.exit', 'process.exit(3)', 3],
    ['by an error that nobody catches', "throw new Error('mine')", 1],
  ])('%s leaves no session of sshd', async (_title, ending, exitCode) => {
    const { hosts: _, ...options } = sshd.options
    const started = spawn(process.execPath, ['--input-type=module', '-e', program(sshd.port, options, ending)], {
      cwd: packageFolder,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    child = started
    let output = ''
    started.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    await eventually(
      () => output,
      (text) => text === 'up\nup\n',
    )
    expect(sshd.sessions()).toHaveLength(2)
    started.stdin.write('\n')
    const [code] = await once(started, 'exit')
    expect(code).toBe(exitCode)
    await eventually(sshd.sessions, (sessions) => sessions.length === 0)
  })
})
