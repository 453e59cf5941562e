import { expect, it } from 'vitest'
import { putProgram } from '../../src/command/files.js'
import { asArgv, hostProgram, terminate } from '../../src/command/program.js'
import type { Command, HostConnection } from '../../src/contract/index.js'
import { forgetProgram, startProgram, stopProgram } from '../../src/detach/detached-program.js'
import { followProgram } from '../../src/detach/follow-program.js'
import { listProgram } from '../../src/detach/list-program.js'
import { readHostFacts } from '../../src/lifetime/observe/host-facts.js'
import { provisionProgram } from '../../src/provision/provision-program.js'

async function factsProgram(): Promise<Command> {
  let asked: Command = []
  const exec: HostConnection['exec'] = async (command) => {
    asked = command
    throw new RangeError('asked')
  }
  await readHostFacts({ exec } as HostConnection, []).catch(() => undefined)
  return asked
}

const script = { source: 'packaged', bytes: Buffer.from('true\n'), hash: 'a'.repeat(64) }
const watched = { argv: ['true'], tag: 'tag', env: {}, timeout: 1000, terminator: undefined }

// The names are what process lists show, and what a host in memory knows Berth's own programs by.
it.each<[string, Command | Promise<Command>]>([
  ['berth-shell', asArgv('true')],
  ['berth-watchdog', hostProgram(watched)],
  ['BERTH_EXEC=tag', terminate('tag')],
  ['berth-put', putProgram('/tmp/file', 1, 0o600)],
  ['berth-start', startProgram('id', 'true')],
  ['berth-wait', followProgram('id', { mark: 'mark', turns: 1, stdout: 0, stderr: 0 })],
  ['berth-stop', stopProgram('id')],
  ['berth-forget', forgetProgram('id')],
  ['berth-list', listProgram('nonce')],
  ['berth-provision', provisionProgram(script, 'run', 'nonce')],
  ['berth-facts', factsProgram()],
])('%s is the name of a program of Berth', async (name, program) => {
  const [shell, option, , self] = await program
  expect([shell, option, self]).toEqual(['sh', '-c', name])
})
