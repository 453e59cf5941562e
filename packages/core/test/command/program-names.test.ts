import { expect, it } from 'vitest'
import { asArgv } from '../../src/command/as-argv.js'
import { putCommand } from '../../src/command/files/write-file.js'
import { endTree, terminate } from '../../src/command/terminate.js'
import { watched } from '../../src/command/watchdog.js'
import {
  followCommand,
  forgetCommand,
  listCommand,
  startCommand,
  stopCommand,
} from '../../src/detach/detached-commands.js'
import { factsCommand } from '../../src/lifetime/observe/host-facts.js'
import { insideCommand } from '../../src/program/index.js'
import { provisionCommand } from '../../src/provision/provision-command.js'

const script = { source: 'packaged', bytes: Buffer.from('true\n'), options: '', hash: 'a'.repeat(64) }
const overdue = { argv: ['true'], tag: 'tag', env: {}, timeout: 1000, terminator: undefined }

// The names are what process lists show, and what a host in memory knows Berth's own programs by.
it.each<[string, readonly string[]]>([
  ['berth-shell', asArgv('true')],
  ['berth-watchdog', watched(overdue)],
  ['BERTH_EXEC=tag', terminate('tag')],
  ['berth-end', endTree('tag', undefined)],
  ['berth-put', putCommand('/tmp/file', 1, 0o600)],
  ['berth-start', startCommand('id', 'true')],
  ['berth-wait', followCommand('id', { mark: 'mark', turns: 1, stdout: 0, stderr: 0 })],
  ['berth-stop', stopCommand('id')],
  ['berth-forget', forgetCommand('id')],
  ['berth-list', listCommand('nonce')],
  ['berth-provision', provisionCommand(script, { run: 'run', launch: 'launch' }, 'nonce')],
  ['berth-facts', factsCommand([])],
  ['berth-inside', insideCommand()],
])('%s is the name of a program of Berth', (name, [shell, option, , self]) => {
  expect([shell, option, self]).toEqual(['sh', '-c', name])
})
