import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAbout, knownHostsLine, parseKnownHosts } from '../../src/host-keys/known-hosts.js'
import { KnownHostsIndex } from '../../src/host-keys/known-hosts-index.js'
import { Turn } from '../../src/host-keys/turn.js'

const key = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519x')])
const names = ['a', 'b', 'c.d', '[a]:7']

/** First fields of lines: plain, several, with patterns, hidden. */
const hosts = fc.oneof(
  fc.constantFrom(...names, 'A', 'a,b', 'b,a,b', '*', 'a*', '!a,*', '[a]:*', 'c.?', 'x', '|1|x|y'),
  fc.constantFrom(...names).map((name) => knownHostsLine(name, key, true).split(' ')[0] ?? ''),
)

describe('an index of known_hosts', () => {
  it('finds what going through all lines finds, however it has grown and whatever was asked before', async () => {
    const steps = fc.array(
      fc.oneof(fc.record({ add: fc.array(hosts, { maxLength: 4 }) }), fc.record({ ask: fc.constantFrom(...names) })),
      { maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const index = new KnownHostsIndex(new Turn())
        const all = list.flatMap((step) => ('add' in step ? step.add : [])).map((field) => `${field} k AAAA`)
        const entries = parseKnownHosts(all.join('\n'), 'f')
        let added = 0
        for (const step of list) {
          if ('add' in step) {
            index.add(entries.slice(added, added + step.add.length))
            added += step.add.length
          } else {
            const expected = entries.slice(0, added).filter((entry) => isAbout(entry, step.ask))
            expect(await index.about(step.ask)).toEqual(expected)
          }
        }
      }),
    )
  })

  it('gives way while it goes through long files', async () => {
    class Hasty extends Turn {
      gifts = 0
      override get over(): boolean {
        return true
      }
      override async give(): Promise<void> {
        this.gifts += 1
      }
    }
    const turn = new Hasty()
    const index = new KnownHostsIndex(turn)
    const line = knownHostsLine('x', key, true)
    index.add(parseKnownHosts(Array.from({ length: 640 }, () => line).join('\n'), 'f'))
    await index.about('a')
    await index.about('b')
    expect(turn.gifts).toBe(20)
    await index.about('a')
    expect(turn.gifts).toBe(20)
  })

  it('asks nobody for a name that it was told', async () => {
    const [hidden = ''] = knownHostsLine('a', key, true).split(' ')
    const index = new KnownHostsIndex(new Turn(), (field) => (field === hidden ? 'b' : undefined))
    index.add(parseKnownHosts(`${hidden} k AAAA`, 'f'))
    expect([await index.about('a'), (await index.about('b')).length]).toEqual([[], 1])
  })
})
