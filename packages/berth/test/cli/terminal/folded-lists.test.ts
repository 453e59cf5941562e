import { BerthError } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { FoldedLists, longestList, longestWarning, mostGroups } from '../../../src/cli/terminal/folded-lists.js'
import { somePlan, someResults } from '../fake-cluster.js'
import { runCli } from '../run-cli.js'

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}\n`).join('')

describe('a folded text', () => {
  it('is as it was where it is short, and its beginning and how much is left out where it is long', () => {
    const folded = new FoldedLists()
    expect([folded.fold(lines(3), 3), folded.whole]).toEqual([lines(3), null])
    expect(folded.fold(lines(5), 3)).toBe('line 0\nline 1\nline 2\n… and 2 more lines\n')
    expect(folded.fold('a\nb', 1)).toBe('a\n… and 1 more lines')
    expect(folded.whole).toBe(`${lines(5)}\na\nb\n`)
  })
})

const host = (index: number): string => `n${index}`

/** A plan in which something else is to be said of each of so many hosts. */
function longPlan(count: number) {
  const one = somePlan().hosts.get('a') ?? expect.fail('no host')
  const hosts = Array.from(
    { length: count },
    (_, index) => [host(index), { ...one, reason: 'x'.repeat(index + 1) }] as const,
  )
  return somePlan({ hosts: new Map(hosts) })
}

describe('a long result', () => {
  it('is shown in part on a terminal, and the whole of it is in a file that is named at the end', async () => {
    const { stdout, stderr, reports } = await runCli('plan', { script: { plan: longPlan(300) }, onTerminal: true })
    expect(stdout.split('\n').length).toBeLessThanOrEqual(longestList + 2)
    expect(stdout).toMatch(/… and \d+ more lines\n$/)
    expect(stderr).toContain('The whole of it is in /state/errors/1.txt\n')
    expect(reports[0]).toContain(host(299))
  })

  it('is whole where no terminal reads it', async () => {
    const { stdout, reports } = await runCli('plan', { script: { plan: longPlan(300) } })
    expect([stdout.includes(host(299)), reports]).toEqual([true, []])
  })

  it('of a command has the first groups of hosts on a terminal, and all of them in the file', async () => {
    const exec = someResults(
      Object.fromEntries(
        Array.from({ length: 90 }, (_, index) => [host(index), { stdout: `${'y'.repeat(index + 1)}\n` }]),
      ),
    )
    const shown = await runCli('exec -- x', { script: { exec }, onTerminal: true })
    expect(shown.stdout.split('\n').filter((line) => line.startsWith('──'))).toHaveLength(mostGroups + 1)
    expect(shown.stdout).toContain('n[60-89] (30)')
    expect(shown.reports[0]?.split('\n').filter((line) => line.startsWith('──'))).toHaveLength(90)
    expect((await runCli('exec -- x', { script: { exec } })).reports).toEqual([])
  })
})

it('a long warning is shown in part, and whole with --json', async () => {
  const onOpen = (cluster: {
    readonly onEvent: (event: { readonly type: 'warning'; readonly message: string }) => void
  }) => cluster.onEvent({ type: 'warning', message: lines(90) })
  const { stderr, reports } = await runCli('up', { onOpen })
  expect(stderr).toContain(`… and ${90 - longestWarning} more lines`)
  expect(reports[0]).toContain('line 89')
  const { json, reports: none } = await runCli('up --json', { onOpen })
  expect([json?.warnings, none]).toEqual([[lines(90)], []])
})

it('names that do not fit into a line are in a file, each with why the host is missing', async () => {
  const missing = new Map(
    Array.from({ length: 300 }, (_, index) => {
      const name = `rack${index * 7}-gpu${index * 3}.example.com`
      const error = { code: 'BERTH_LAUNCH_FAILED', operation: 'launch', message: 'disk full' } as const
      return [name, new BerthError({ ...error, host: name })] as const
    }),
  )
  const { reports, stderr, exitCode } = await runCli('up', { script: { missing, up: somePlan({ missing }) } })
  expect(exitCode).toBe(0)
  expect(stderr).toContain('The whole of it is in ')
  expect(reports[0]).toContain('rack2093-gpu897.example.com: launch: disk full')
})
