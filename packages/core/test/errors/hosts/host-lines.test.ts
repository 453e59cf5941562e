import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BerthError, HostsError, hostLines } from '../../../src/errors/index.js'

const thousand = Array.from({ length: 1000 }, (_, index) => `gpu${String(index + 1).padStart(4, '0')}`)

function failing(reasonOf: (host: string) => string, output?: string): HostsError {
  const failures = thousand.map((host): [string, BerthError] => [
    host,
    new BerthError({
      code: 'BERTH_PROVISION_FAILED',
      host,
      operation: 'provision container',
      message: reasonOf(host),
      remedy: 'Mend it.',
      ...(output !== undefined && { output }),
    }),
  ])
  return new HostsError('provision', new Map(failures), thousand.length)
}

describe('a message about a thousand hosts', () => {
  it('says once what is alike', () => {
    const { message, complete } = failing(
      (host) => `container ${host.slice(3)}aabbccdd is left after 1${host.at(-1)} s`,
    )
    expect(message).toBe(
      [
        'provision: failed on 1000 of 1000 hosts',
        'gpu[0001-1000] (1000):',
        '  provision container: container … is left after 10 s to 19 s',
        '    → Mend it.',
      ].join('\n'),
    )
    expect(complete).toBe(true)
  })

  it('is bounded where every host says 44 lines of its own, and names all hosts', () => {
    const reason = (host: string): string =>
      ['setup.sh ended with 1', ...Array.from({ length: 43 }, (_, line) => `${line} of ${host}x`)].join('\n')
    const error = failing(reason)
    expect(error.message.split('\n').length).toBeLessThan(250)
    expect(error.message.length).toBeLessThan(30_000)
    expect(error.complete).toBe(false)
    expect(error.message).toContain('gpu0001:\n  provision container: setup.sh ended with 1\n  0 of gpu0001x\n')
    expect(error.message).toMatch(
      /not shown in full, on 99\d hosts:\n {2}gpu\[000\d-1000\] \(99\d\): provision container: setup\.sh ended with 1$/,
    )
  })

  it('is bounded where every host says one line of 64 KiB', () => {
    const error = failing((host) => `${host}x`.repeat(2 ** 13))
    expect(error.message.length).toBeLessThan(40_000)
    expect(error.failures.get('gpu1000')?.reason).toHaveLength(2 ** 16)
  })

  it('has all of it as data, and as one text', () => {
    const error = failing((host) => `it is ${host}x\n`.repeat(100), 'all that it printed')
    expect(error.failures.size).toBe(1000)
    expect(error.failures.get('gpu0999')?.output).toBe('all that it printed')
    const whole = error.whole()
    for (const host of thousand) expect(whole).toContain(`it is ${host}x`)
    expect(whole.split('all that it printed')).toHaveLength(1001)
  })
})

it('tells the largest groups in full, in the order of the hosts', () => {
  const texts = new Map(thousand.map((host, index) => [host, index < 40 ? `${host}x\n`.repeat(30) : 'the same']))
  const { text, complete } = hostLines(texts)
  expect(text).toContain('gpu[0041-1000] (960): the same\n')
  expect(text).toMatch(/^gpu0001:\n {2}gpu0001x\n/)
  expect(complete).toBe(false)
})

it('keeps within its bounds, and names or counts every host', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'.repeat(500), '3f2a1b2c3d4e'), { maxLength: 90 })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), fc.constantFrom('line', 'block'), (lists, layout) => {
      const texts = new Map(lists.map((lines, index) => [`n${index}`, lines.join('\n')]))
      const { text: told } = hostLines(texts, { layout: layout as 'line' | 'block' })
      expect(told.split('\n').length).toBeLessThanOrEqual(200 + 22)
      expect(told.length).toBeLessThanOrEqual(24_000 + 22 * 700)
      for (const host of texts.keys()) expect(told).toMatch(new RegExp(`\\b${host}\\b|n\\[|more`))
    }),
    { numRuns: 50 },
  )
})
