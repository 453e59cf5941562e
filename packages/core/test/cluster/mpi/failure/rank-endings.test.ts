import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RankEndings } from '../../../../src/cluster/mpi/failure/rank-endings.js'

const all =
  'before\n\x1eberth-m 3 1 7\nbetween \x1e and \x1eberth-other 1 1 1\n\x1eberth-m - - 137\n\x1eberth-m 1 1 x\nafter\x1e'
const passed = 'before\nbetween \x1e and \x1eberth-other 1 1 1\n\x1eberth-m 1 1 x\nafter\x1e'

it('takes the lines that tell of bad ends out, and passes on every other byte, wherever pieces are cut', () => {
  const bytes = Buffer.from(all, 'latin1')
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
      const endings = new RankEndings('berth-m')
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      const pieces = at.slice(1).map((end, index) => endings.push(bytes.subarray(at[index], end)))
      expect(Buffer.concat([...pieces, endings.finish()]).toString('latin1')).toBe(passed)
      expect(endings.endings).toEqual([
        { rank: 3, host: 1, exitCode: 7 },
        { rank: null, host: null, exitCode: 137 },
      ])
    }),
  )
})

it('holds no more back than a line could be', () => {
  const endings = new RankEndings('berth-m')
  const long = `\x1e${'x'.repeat(1000)}`
  expect(Buffer.from(endings.push(Buffer.from(long))).toString()).toBe(long)
})
