import { describe, expect, test } from 'vitest'
import { listOutcome } from '../../src/containers/list-outcome.js'
import { answer, report } from '../answer.js'
import { docker as engine } from '../run-program.js'
import { says } from '../says.js'

const id = 'a'.repeat(64)
const untold = { reason: expect.anything(), remedy: says('docker ps --all') }

describe('list', () => {
  const line = (name: string, labels: object | null): string =>
    `container ${JSON.stringify({ Id: id, Name: `/${name}`, Labels: labels })}\n`
  const containers = (...lines: readonly string[]): string => `${report('containers')}${lines.join('')}`

  test('only what has all labels', () => {
    const stdout = containers('hello from a wrapper\n', line('a', { x: '1,y=2', z: '' }), line('b', null))
    expect(listOutcome(answer(stdout), { x: '1,y=2' }, engine)).toEqual([
      { id, name: 'a', labels: { x: '1,y=2', z: '' } },
    ])
  })

  test('one that went meanwhile is left out; any other failure is one', () => {
    const stdout = `${containers(line('a', {}))}${report('incomplete')}`
    const listed = (stderr: string) => listOutcome(answer(stdout, stderr), {}, engine)
    expect(listed('Error response from daemon: No such container: f00\n')).toHaveLength(1)
    const noisy = 'sudo: unable to resolve host n1\nError response from daemon: No such container: f00\n'
    expect(listed(noisy)).toHaveLength(1)
    expect(listed('i/o timeout')).toEqual({ ...untold, reason: 'i/o timeout' })
    expect(listed('')).toEqual(untold)
  })

  test.each(['', line('a', {}), containers('container noise\n')])('an answer that tells nothing: %j', (stdout) => {
    expect(listOutcome(answer(stdout), {}, engine)).toEqual(untold)
  })
})
