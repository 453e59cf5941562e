import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { BerthError, type Remedy } from '@berth/core/adapter'
import { localTransport } from '@berth/transport-local'
import { afterAll, expect } from 'vitest'
import { printedCommand } from '../../../testbed/test/remedies/printed-commands.js'
import { runsRemedy } from '../../../testbed/test/remedies/runs-remedy.js'
import { launchOutcome } from '../../src/launch/launch-outcome.js'
import { observeOutcome } from '../../src/observe/observe-outcome.js'
import { recorded } from '../recorded.js'
import { StubEnroot } from './stub-enroot.js'

const transport = localTransport()
const stub = new StubEnroot(await transport.connect('here'))
afterAll(async () => {
  await transport.close()
  stub.remove()
})

/** What the command that an error prints comes to, on this machine with the stub. */
function outputOf({ reason, remedy }: { readonly reason: string; readonly remedy: Remedy }, words: string): string {
  const told = { code: 'BERTH_LAUNCH_FAILED', operation: 'try', message: reason, host: 'here', remedy } as const
  const { hosts, line } = printedCommand(new BerthError(told).message, words)
  expect(hosts).toEqual(['here'])
  const PATH = `${join(stub.folder, 'bin')}:${process.env.PATH}`
  return execFileSync('sh', ['-c', line], { env: { PATH }, encoding: 'utf8' })
}

runsRemedy('enroot-list', 'where the name of a launch is taken', async () => {
  const outcome = launchOutcome(recorded('launch-taken'), { reachedBy: 'plain' })
  if (!('reason' in outcome)) throw new Error('it was launched')
  expect(outputOf(outcome, 'list')).toMatch(/^NAME +PID/)
})

runsRemedy('enroot-version', 'where enroot does not answer', async () => {
  const query = { name: 'lab', image: '', privilege: 'plain' } as const
  const { observation } = observeOutcome({ reports: [['no-enroot', '']], stderr: 'something odd' }, query)
  if (observation.state !== 'unknown') throw new Error(`it is ${observation.state}`)
  expect(outputOf(observation, 'version')).toBe('4.1.2\n')
})
