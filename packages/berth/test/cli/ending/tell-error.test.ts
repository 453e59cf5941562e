import { BerthError, CompensationError, ConfigError, HostsError } from 'berth-cluster'
import { expect, it } from 'vitest'
import { wholeError } from '../../../src/cli/ending/whole-error.js'
import { runCli } from '../run-cli.js'

/** Scripts that failed on so many hosts, each with lines of its own. */
function failedScripts(hosts: number): HostsError {
  const failures = Array.from({ length: hosts }, (_, index): [string, BerthError] => {
    const host = `gpu${String(index + 1).padStart(4, '0')}`
    const lines = Array.from({ length: 44 }, (_line, line) => `${host}x says ${line}`)
    return [
      host,
      new BerthError({
        code: 'BERTH_PROVISION_FAILED',
        host,
        operation: 'provision container',
        message: `setup.sh ended with 1\n${lines.slice(-40).join('\n')}`,
        output: lines.join('\n'),
      }),
    ]
  })
  return new HostsError('provision', new Map(failures), hosts)
}

it('shows a part of what a thousand hosts say, and says where all of it is', async () => {
  const error = failedScripts(1000)
  const { exitCode, stderr, reports } = await runCli('up', { script: { up: error } })
  expect(exitCode).toBe(1)
  expect(stderr.split('\n').length).toBeLessThan(260)
  expect(stderr.length).toBeLessThan(40_000)
  expect(stderr).toMatch(/\nThe whole of it is in \/state\/errors\/1\.txt\n$/)
  expect(reports).toHaveLength(1)
  for (const [host, { output }] of error.failures) {
    expect(reports[0]).toContain(`${host}:\n`)
    expect(reports[0]).toContain(`${output?.split('\n')[0]}\n`)
  }
})

it('shows all of what few hosts say, and keeps nothing', async () => {
  const { stderr, reports } = await runCli('up', { script: { up: failedScripts(2) } })
  expect(stderr).toContain('gpu0002x says 43')
  expect(reports).toEqual([])
})

it('says so where the whole of it could not be kept', async () => {
  const { exitCode, stderr } = await runCli('up', { script: { up: failedScripts(100) }, noReports: true })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('The whole of it could not be kept: no space left on device\n')
})

it('finds what a clean-up that failed covers', () => {
  const error = failedScripts(100)
  expect(
    wholeError(new CompensationError(error, new Map(), { id: 'x', on: 'this machine', argv: ['berth', 'down'] })),
  ).toBe(wholeError(error))
  expect(wholeError(new Error('x'))).toBeNull()
})

it('shows a hundred problems of a cluster file, and says where all of them are', async () => {
  const problems = Array.from({ length: 500 }, (_, index) => ({
    file: 'x.json',
    line: index + 1,
    column: 1,
    path: `k${index}`,
    message: `is ${index}`,
  }))
  const { exitCode, stderr, reports } = await runCli('validate', { config: new ConfigError(problems, 'x.json') })
  expect(exitCode).toBe(2)
  expect(stderr.split('\n')).toHaveLength(104)
  expect(stderr).toMatch(/\n {2}… and 400 more\nThe whole of it is in \/state\/errors\/1\.txt\n$/)
  expect(reports[0]?.split('\n')).toHaveLength(502)
})
