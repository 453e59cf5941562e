import { describe, expect, it } from 'vitest'
import type { Examination } from '../../../src/contract/index.js'
import { BerthError } from '../../../src/errors/index.js'
import { KnownWays } from '../../../src/lifetime/observe/known-ways.js'

const refused = (host: string): BerthError =>
  new BerthError({
    code: 'BERTH_HOST_UNREACHABLE',
    operation: 'connect',
    host,
    message: 'config:5 has the ProxyCommand "x", which is not supported',
    remedy: 'Write "ProxyJump HOST" there.',
  })

function knownWays(hosts: readonly string[], examination: Examination | undefined) {
  const warnings: string[] = []
  const asked: (readonly string[])[] = []
  const transport = {
    ...(examination !== undefined && {
      examine: async (of: readonly string[]) => {
        asked.push(of)
        return examination
      },
    }),
  }
  const ways = new KnownWays(transport, hosts, (event) => event.type === 'warning' && warnings.push(event.message))
  return { ways, warnings, asked }
}

describe('what is known of the ways to hosts', () => {
  it('is asked once, and each thing is told once for all hosts that it is about', async () => {
    const hosts = ['gpu1', 'gpu2', 'gpu3', 'gpu4', 'gpu5', 'gpu6']
    const remarks = new Map(hosts.map((host) => [host, host === 'gpu1' ? ['c:1: one', 'c:2: two'] : ['c:1: one']]))
    const { ways, warnings, asked } = knownWays(hosts, { errors: new Map(), remarks })
    await Promise.all([ways.tell(), ways.tell(), ways.examine()])
    await ways.tell()
    expect(asked).toEqual([hosts])
    expect(warnings).toEqual([expect.stringMatching(/^gpu\[1-6\].*: c:1: one$/), 'gpu1: c:2: two'])
  })

  it('has hosts that no connection can be made to, told before the others are connected to', async () => {
    const errors = new Map([['b', refused('b')]])
    const { ways, warnings } = knownWays(['a', 'b'], { errors, remarks: new Map() })
    expect((await ways.examine()).errors).toEqual(errors)
    expect(warnings).toEqual([])
    await ways.tell()
    expect(warnings).toEqual([
      'b: cannot be connected to: config:5 has the ProxyCommand "x", which is not supported. Write "ProxyJump HOST" there.',
    ])
  })

  it('is not told before the errors where no host can be connected to', async () => {
    const errors = new Map([['a', refused('a')]])
    const { ways, warnings } = knownWays(['a'], { errors, remarks: new Map() })
    await ways.tell()
    expect(warnings).toEqual([])
  })

  it('is nothing where the transport knows nothing', async () => {
    const { ways, warnings } = knownWays(['a'], undefined)
    expect(await ways.examine()).toEqual({ errors: new Map(), remarks: new Map() })
    await ways.tell()
    expect(warnings).toEqual([])
  })

  it('is waited for until the signal is aborted, which disturbs nobody else', async () => {
    let answer: (examination: Examination) => void = () => undefined
    const examination = new Promise<Examination>((resolve) => {
      answer = resolve
    })
    const ways = new KnownWays({ examine: () => examination }, ['a'], () => undefined)
    const abort = new AbortController()
    const given = [ways.tell({ signal: abort.signal }), ways.examine({ signal: abort.signal })]
    const other = ways.examine()
    abort.abort()
    for (const call of given) await expect(call).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
    await expect(ways.tell({ signal: abort.signal })).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
    answer({ errors: new Map(), remarks: new Map() })
    expect((await other).errors.size).toBe(0)
  })

  it('is one warning where a transport fails to say it', async () => {
    const warnings: string[] = []
    const examine = () => Promise.reject(new Error('no such file'))
    const ways = new KnownWays(
      { examine },
      ['a', 'b'],
      (event) => event.type === 'warning' && warnings.push(event.message),
    )
    await Promise.all([ways.tell(), ways.tell()])
    expect((await ways.examine()).errors.size).toBe(0)
    expect(warnings).toEqual(['the ways to the hosts could not be examined before connecting: no such file'])
  })
})
