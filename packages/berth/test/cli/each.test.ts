import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FakeCluster } from './fake-cluster.js'
import { manualClock } from './progress/manual-clock.js'
import { runCli } from './run-cli.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-each-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(text: string): string {
  const file = join(folder, 'each.yaml')
  writeFileSync(file, text)
  return file
}

describe('--each', () => {
  it('runs a command of its own on each host', async () => {
    const file = fileOf('a: ./serve\nb: [./work, fast]\n')
    const { calls, exitCode } = await runCli(['exec', '--each', file, '--timeout', '5s'])
    expect(exitCode).toBe(0)
    expect(calls).toEqual([['attach'], ['exec', { a: './serve', b: ['./work', 'fast'] }, { timeout: '5s' }], ['close']])
    const onHost = await runCli(['exec', '--each', file, '--on-host'])
    expect(onHost.calls[0]).toEqual(['execOnHost', { a: './serve', b: ['./work', 'fast'] }, {}])
    const run = await runCli(['run', '--each', file])
    expect(run.calls[1]).toEqual(['exec', { a: './serve', b: ['./work', 'fast'] }, {}])
    const detached = await runCli(['exec', '--detach', '--template', '--each', file])
    expect(detached).toMatchObject({ stdout: 'd1\n', exitCode: 0 })
    expect(detached.calls[1]).toEqual(['start', { a: './serve', b: ['./work', 'fast'] }, { template: true }])
  })

  it('waits for no host that is left alone', async () => {
    const clock = manualClock()
    const onOpen = (cluster: FakeCluster): void => {
      const execEach = cluster.execEach.bind(cluster)
      cluster.execEach = (...asked) => {
        clock.advance(2000)
        return execEach(...asked)
      }
    }
    const { stderr } = await runCli(['exec', '--each', fileOf('a: null\nb: ./work\n')], { clock, onOpen })
    expect(stderr).toContain('exec 0/1 · 0:02 · waiting for b\n')
  })

  it('is wrong use of berth, before any host is asked, where hosts have no command or two', async () => {
    const file = fileOf('"@none": x\na: y\n')
    const { calls, exitCode, stderr } = await runCli(['exec', '--each', file])
    expect({ calls, exitCode }).toEqual({ calls: [['close']], exitCode: 2 })
    expect(stderr).toContain(`${file}:1:1 @none: names the group @none, which there is not`)
    const missing = await runCli(['exec', '--json', '--each', fileOf('a: y\n')])
    expect(missing).toMatchObject({ calls: [['close']], exitCode: 2 })
    expect(missing.json).toMatchObject({ errors: [{ problems: [{ line: 1, path: '' }] }] })
    expect(missing.stderr).toContain('has no command for b')
  })

  it.each([['exec', '--each', 'x.yaml', '--', 'true'], ['run', '--each', 'x.yaml', '--', 'true'], ['exec'], ['run']])(
    'goes with no command, which is needed without it: %s %s',
    async (...words) => {
      expect(await runCli(words)).toMatchObject({ exitCode: 2, calls: [], loads: [] })
    },
  )
})

it.each(['exec', 'run', 'exec --on-host', 'exec --detach'])(
  '%s --template asks for placeholders to be filled in',
  async (line) => {
    const { calls } = await runCli(`${line} --template -- echo {rank}`)
    expect(calls.map((call) => call.slice(1))).toContainEqual([['echo', '{rank}'], { template: true }])
    const without = await runCli(`${line} -- echo {rank}`)
    expect(without.calls.map((call) => call.slice(1))).toContainEqual([['echo', '{rank}'], {}])
  },
)
