import { expect, it } from 'vitest'
import { MpiResult, type MpiRunFacts } from '../../../src/cluster/mpi/mpi-result.js'
import type { ExecResult } from '../../../src/contract/index.js'
import { BerthError, type ErrorCode } from '../../../src/errors/index.js'

const result = (ended: Partial<ExecResult>, facts: Partial<MpiRunFacts> = {}, said = 'what was said\n'): MpiResult => {
  const whole: ExecResult = {
    ...{ host: 'a', exitCode: 0, signal: null, endedBy: 'exit', stdout: '', stderr: '', truncated: false, duration: 5 },
    ...ended,
  }
  const launcher = { family: 'openmpi', dialect: 'orte', version: '4.1.4', path: '/usr/bin/mpirun' } as const
  const known = { daemons: new Map(), left: new Map(), failed: null, lost: null, ...facts }
  const all = { launcher, launch: 'berth', hosts: ['a', 'b'], ...known } as const
  return new MpiResult(whole, all, said)
}
const daemonOf = (host: string, code: ErrorCode): ReadonlyMap<string, BerthError> =>
  new Map([[host, new BerthError({ code, host, operation: "run mpirun's daemon", message: 'it failed' })]])
const cutOff = new BerthError({
  code: 'BERTH_CONNECTION_LOST',
  host: 'b',
  operation: 'run with mpirun',
  message: 'rank 1 is lost with the host',
})
const lost = { rank: null, host: 'b', how: 'was lost with the daemon of its host' }

it('says that it was lost where a host was', () => {
  expect(result({ exitCode: null, endedBy: 'abort' }, { lost: cutOff }).endedBy).toBe('lost')
})

it('is no failure where the launcher ended well', () => {
  expect(result({}).failure()).toBeNull()
  expect(result({}).throwIfFailed().exitCode).toBe(0)
})

it.each<[string, MpiResult, { code: ErrorCode; host: string; message: RegExp }]>([
  [
    'the rank that failed first',
    result({ exitCode: 7 }, { failed: { rank: 1, host: 'b', how: 'exited with code 7' } }),
    { code: 'BERTH_COMMAND_FAILED', host: 'b', message: /rank 1 on b exited with code 7\nwhat was said/ },
  ],
  [
    'the launcher alone, where nobody says more',
    result({ exitCode: 7 }),
    { code: 'BERTH_COMMAND_FAILED', host: 'a', message: /exit code 7\nwhat was said/ },
  ],
  [
    'the rank, and nothing of what was said where nothing of it is kept',
    result({ exitCode: 7 }, { failed: { rank: 1, host: 'b', how: 'exited with code 7' } }, ''),
    { code: 'BERTH_COMMAND_FAILED', host: 'b', message: /^b: run with mpirun: rank 1 on b exited with code 7$/ },
  ],
  [
    'the launcher, and nothing of what was said where nothing of it is kept',
    result({ exitCode: 7 }, {}, ''),
    { code: 'BERTH_COMMAND_FAILED', host: 'a', message: /^a: run with mpirun: exit code 7$/ },
  ],
  [
    'a daemon that failed, where no rank is known to have',
    result({ exitCode: 1 }, { daemons: daemonOf('b', 'BERTH_MPI_LAUNCH_FAILED') }),
    { code: 'BERTH_MPI_LAUNCH_FAILED', host: 'b', message: /it failed/ },
  ],
  [
    'a host that was lost, in the words of the launcher',
    result({ exitCode: 205 }, { failed: lost, daemons: daemonOf('b', 'BERTH_MPI_LAUNCH_FAILED') }),
    { code: 'BERTH_COMMAND_FAILED', host: 'b', message: /a rank on b was lost with the daemon of its host/ },
  ],
  [
    'a connection that was lost before what follows from that',
    result({ exitCode: 205 }, { failed: lost, daemons: daemonOf('b', 'BERTH_CONNECTION_LOST') }),
    { code: 'BERTH_CONNECTION_LOST', host: 'b', message: /it failed/ },
  ],
  [
    'a host that was lost, before how the others were ended for it',
    result({ exitCode: null, endedBy: 'abort' }, { failed: lost, lost: cutOff }),
    { code: 'BERTH_CONNECTION_LOST', host: 'b', message: /rank 1 is lost with the host/ },
  ],
  [
    'the timeout, whatever became of daemons',
    result({ exitCode: null, endedBy: 'timeout' }, { daemons: daemonOf('b', 'BERTH_MPI_LAUNCH_FAILED') }),
    { code: 'BERTH_TIMEOUT', host: 'a', message: /ended at its timeout/ },
  ],
  ['an abort', result({ exitCode: null, endedBy: 'abort' }), { code: 'BERTH_ABORTED', host: 'a', message: /aborted/ }],
])('names %s', (_, run, { message, ...error }) => {
  expect(run.failure()).toMatchObject({ ...error, message: expect.stringMatching(message) })
  expect(() => run.throwIfFailed()).toThrow(message)
})
