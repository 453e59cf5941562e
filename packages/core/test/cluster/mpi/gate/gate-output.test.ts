import fc from 'fast-check'
import { expect, it } from 'vitest'
import { GateOutput, type GateWord } from '../../../../src/cluster/mpi/gate/gate-output.js'

const request = (id: string, host: string, command: string): string => {
  const text = `${host}\n${command}`
  return `request ${id} ${Buffer.byteLength(text)}\n${text}`
}

const all = `user 0\nlauncher /usr/bin/mpirun\nsays \nready /tmp/berth-mpi.x\n${request('12', '10.0.0.2', 'orted -mca "a b"\nnext')}${request('13', 'h3', 'ü')}`

const words: readonly GateWord[] = [
  { kind: 'fact', name: 'user', text: '0' },
  { kind: 'fact', name: 'launcher', text: '/usr/bin/mpirun' },
  { kind: 'fact', name: 'says', text: '' },
  { kind: 'fact', name: 'ready', text: '/tmp/berth-mpi.x' },
  { kind: 'request', request: { id: '12', host: '10.0.0.2', command: 'orted -mca "a b"\nnext' } },
  { kind: 'request', request: { id: '13', host: 'h3', command: 'ü' } },
]

it('reads lines and requests, wherever the pieces are cut', () => {
  const bytes = Buffer.from(all)
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
      const output = new GateOutput()
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      const seen = at.slice(1).flatMap((end, index) => output.push(bytes.subarray(at[index], end)))
      expect(seen).toEqual(words)
    }),
  )
})
