import { describe, expect, it } from 'vitest'
import { StatusRow, statusRow } from '../../../src/cli/output/status-row.js'
import { Screen } from '../terminal/screen.js'

describe('a row that is written again', () => {
  it('is the last of the terminal, below all else that is written there', () => {
    const screen = new Screen()
    const row = new StatusRow(screen, {})
    const [stdout, stderr] = [row.above(screen), row.above(screen)]
    row.show('launch 1/2')
    stderr.write('warning: stale\n')
    row.show('launch 2/2')
    stdout.write(Buffer.from('out\nput\n'))
    expect(screen.text).toBe('warning: stale\nout\nput\nlaunch 2/2')
    row.show(null)
    stdout.write('done\n')
    expect(screen.text).toBe('warning: stale\nout\nput\ndone\n')
  })

  it('waits until a line that has begun has ended', () => {
    const screen = new Screen()
    const row = new StatusRow(screen, {})
    const stdout = row.above(screen)
    row.show('exec 0/2')
    stdout.write('half ')
    row.show('exec 1/2')
    stdout.write('')
    expect(screen.text).toBe('half')
    stdout.write('a line\n')
    expect(screen.text).toBe('half a line\nexec 1/2')
  })

  it('leaves room for what the terminal echoes, so that nothing of it stays', () => {
    const screen = new Screen(40)
    const row = new StatusRow(screen, {})
    row.show('x'.repeat(100))
    screen.write('^C')
    row.above(screen).write('interrupted\n')
    row.show(null)
    expect(screen.text).toBe('interrupted\n')
  })

  it('takes one row however narrow the terminal becomes', () => {
    const screen = new Screen(60)
    const row = new StatusRow(screen, { COLUMNS: '50' })
    row.show('x'.repeat(100))
    expect(screen.text).toBe(`${'x'.repeat(46)}…`)
    screen.columns = 20
    row.show('x'.repeat(100))
    expect(screen.rows.at(-1)).toBe(`${'x'.repeat(16)}…`)
    screen.columns = 2
    row.show('long')
    expect(screen.rows.at(-1)).toBe('…')
  })

  it('tells the terminal nothing that a host may have said', () => {
    const screen = new Screen()
    new StatusRow(screen, {}).show('\x1b[2Jgone\nnext')
    expect(screen.rows).toHaveLength(1)
    expect(screen.text).toContain('gone')
  })

  it('leaves a stream alone that is no terminal', () => {
    const file = { write: () => true }
    expect(new StatusRow(new Screen(), {}).above(file)).toBe(file)
  })

  it.each<[string, Record<string, string>, boolean, boolean]>([
    ['a terminal', { TERM: 'xterm' }, true, true],
    ['a terminal without colours', { TERM: 'xterm', NO_COLOR: '1' }, true, true],
    ['no terminal', { TERM: 'xterm' }, false, false],
    ['a terminal that can write nothing again', { TERM: 'dumb' }, true, false],
    ['a terminal of which nothing is known', {}, true, false],
    ['a terminal that the debug log is written to', { TERM: 'xterm', DEBUG: 'berth*' }, true, false],
  ])('of %s: %o', (_, variables, isTTY, has) => {
    expect(statusRow({ isTTY, write: () => true }, variables) !== null).toBe(has)
  })
})
