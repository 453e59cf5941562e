import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Screen } from '../cli/terminal/screen.js'
import { BerthCommand } from './berth-command.js'
import { describeReal, useOwnHosts } from './support/index.js'

const begin = String.fromCharCode(0x1b)
const moves = new RegExp(`${begin}\\[`)

/** What is on a terminal of so many columns after all this was written to it. */
function shown(written: string, columns: number): string {
  const screen = new Screen(columns)
  screen.write(written)
  return screen.text
}

describeReal('long work at a terminal', () => {
  const testbed = useOwnHosts(2)
  let berth: BerthCommand
  const [first, second] = [() => testbed().hosts[0]?.address ?? '', () => testbed().hosts[1]?.address ?? '']
  beforeEach(async () => {
    const container = { image: 'berth/busybox:1', name: 'lab', sshd: false, setup_script: false }
    const file = await testbed().clusterFile(container, { hosts: testbed().hosts })
    berth = new BerthCommand(file, testbed().knownHostsFile)
  })
  afterEach(() => berth.remove())

  /** A command that takes its time on the second host, and on the first is over at once. */
  const uneven = (seconds: number) => `ip -o -4 address | grep -q ' ${first()}/' || sleep ${seconds}; echo done`
  const exec = ['exec', '--on-host'] as const

  it('is one row while it goes on, of which nothing stays', async () => {
    const written = await berth.atTerminal({ columns: 80 }, ...exec, '--', uneven(4)).ended
    expect(written).toMatch(/exec 1\/2 · \d+:\d\d · waiting for [\d.]+/)
    expect(shown(written, 80)).toBe(`── ${first()}, ${second()} ──\ndone\n`)
  })

  it('takes no second row on a narrow terminal, and where COLUMNS says so', async () => {
    for (const [columns, variables] of [
      [30, {}],
      [80, { COLUMNS: '30' }],
    ] as const) {
      const written = await berth.atTerminal({ columns, variables }, ...exec, '--', uneven(4)).ended
      const rows = written.split('\r').filter((row) => row.startsWith('exec 1/2'))
      expect(rows).not.toEqual([])
      for (const row of rows) expect(row.replaceAll(`${begin}[K`, '').length).toBeLessThanOrEqual(27)
    }
  })

  it('stands below what is printed meanwhile on either stream', async () => {
    const command = `for i in 1 2 3 4; do echo out $i; echo err $i >&2; sleep 1; done`
    const written = await berth.atTerminal({ columns: 80 }, ...exec, '--stream', '--', command).ended
    expect(written).toContain('exec 0/2 · ')
    const lines = shown(written, 80)
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/ +│/, ' │'))
    const printed = [first(), second()].flatMap((host) =>
      [1, 2, 3, 4].flatMap((round) => [`${host} │ out ${round}`, `${host} │ err ${round}`]),
    )
    expect(lines.toSorted()).toEqual(printed.toSorted())
  })

  it('goes with an interrupt, which leaves whole lines', async () => {
    const { type, written, ended } = berth.atTerminal({ columns: 80 }, ...exec, '--', 'sleep 60')
    await vi.waitFor(() => expect(written()).toContain('exec 0/2 · '), { timeout: 60_000, interval: 100 })
    type('\x03')
    const lines = shown(await ended, 80).split('\n')
    expect(lines[0]).toMatch(/^interrupted: ending what runs/)
    expect(lines.filter((line) => line.startsWith('exec '))).toEqual([])
    expect(lines.at(-1)).toBe('')
  })

  it('is shown where only standard error is a terminal, and leaves a pipe alone', async () => {
    const written = await berth.atTerminal({ columns: 80, lineGoesOn: '| sed s/^/piped:/' }, ...exec, '--', uneven(4))
      .ended
    expect(written).toContain('exec 1/2 · ')
    expect(shown(written, 80)).toBe(`piped:── ${first()}, ${second()} ──\npiped:done\n`)
  })

  it.each([
    ['on a terminal that can write nothing again', { TERM: 'dumb' }, ''],
    ['where standard error is no terminal', {}, '2>log; cat log'],
  ])('is lines %s', async (_, variables, lineGoesOn) => {
    const written = await berth.atTerminal({ columns: 80, variables, lineGoesOn }, ...exec, '--', uneven(4)).ended
    expect(written).not.toMatch(moves)
    const lines = shown(written, 80)
      .split('\n')
      .filter((line) => line.startsWith('exec '))
    expect(lines[0]).toMatch(/^exec [01]\/2 · \d+:\d\d · waiting for /)
  })
})
