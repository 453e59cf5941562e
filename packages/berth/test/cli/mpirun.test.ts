import { BerthError } from 'berth-cluster'
import { expect, it } from 'vitest'
import { someMpiResult } from './fake-cluster.js'
import { runCli } from './run-cli.js'

const failed = { rank: 3, host: 'b', how: 'exited with code 7' }

it('prints what the ranks print as it is, and exits with 0', async () => {
  const script = { mpirun: someMpiResult({ stdout: 'rank 0\nrank 1\n', stderr: 'a warning\n' }) }
  const outcome = await runCli(['mpirun', '-n', '4', '--', './prog', '-x'], { script })
  expect(outcome).toMatchObject({ exitCode: 0, stdout: 'rank 0\nrank 1\n', stderr: 'a warning\n' })
  expect(outcome.calls).toContainEqual(['mpirun', { ranks: 4, command: ['./prog', '-x'], maxOutput: 0 }])
})

it('passes all options on', async () => {
  const words = ['-N', '2', '--mpi', 'mpich', '--launch', 'berth', '--interface', 'ib0', '--tag-output']
  const more = ['--launcher-arg', '--bind-to', '--launcher-arg', 'none', '--timeout', '10m', '--user', 'ann']
  const { calls } = await runCli(['mpirun', ...words, ...more, '--', 'a | b'])
  const expected = {
    ...{ ranksPerHost: 2, mpi: 'mpich', launch: 'berth', interface: 'ib0', tagOutput: true },
    ...{ args: ['--bind-to', 'none'], timeout: '10m', user: 'ann', command: 'a | b', maxOutput: 0 },
  }
  expect(calls).toContainEqual(['mpirun', expected])
})

it('names the rank that failed, and its host, and exits with the code of the launcher', async () => {
  const script = { mpirun: someMpiResult({ exitCode: 7, stderr: 'aborted\n' }, { failed }) }
  const { exitCode, stderr } = await runCli(['mpirun', '-n', '4', '--', './prog'], { script })
  expect(exitCode).toBe(7)
  expect(stderr).toContain('b: run with mpirun: rank 3 on b exited with code 7')
})

it('tells of a daemon that could not be run', async () => {
  const error = new BerthError({
    ...{ code: 'BERTH_CONNECTION_LOST', host: 'b', operation: "run mpirun's daemon", message: 'gone' },
  })
  const script = { mpirun: someMpiResult({ exitCode: 1 }, { daemons: new Map([['b', error]]) }) }
  const { exitCode, stderr } = await runCli(['mpirun', '--', './prog'], { script })
  expect(exitCode).toBe(4)
  expect(stderr).toContain("b: run mpirun's daemon: gone")
})

it('tells of hosts where something may be left, whatever else went wrong', async () => {
  const why = 'not done after 15 s'
  const error = new BerthError({
    ...{ code: 'BERTH_MPI_LAUNCH_FAILED', host: 'b', operation: 'end what mpirun left', message: why },
  })
  const left = new Map([['b', error]])
  const script = { mpirun: someMpiResult({ exitCode: null, endedBy: 'abort' }, { left }) }
  const { stderr } = await runCli(['mpirun', '--', './prog'], { script })
  expect(stderr).toMatch(/error: a: run with mpirun: aborted.*\nerror: end what mpirun left: failed on 1 of 2 hosts/s)
  expect(stderr.split(why)).toHaveLength(2)
  const alone = { mpirun: someMpiResult({ exitCode: 1 }, { daemons: left, left }) }
  expect((await runCli(['mpirun', '--', './prog'], { script: alone })).stderr.split(why)).toHaveLength(2)
})

it.each([[['-n', '0']], [['-n', '4', '-N', '2']], [['--launch', 'rsh']], [['--mpi', 'intel']]])(
  'refuses %j',
  async (words) => {
    expect((await runCli(['mpirun', ...words, '--', 'x'])).exitCode).toBe(2)
  },
)
