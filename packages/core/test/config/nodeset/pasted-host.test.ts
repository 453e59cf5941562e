import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readPastedHost } from '../../../src/config/nodeset/pasted-host.js'
import { resolve } from '../resolve.js'

const label = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,6}$/)
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'))
const v6 = fc.ipV6().filter((address) => !address.includes('.'))
/** Of a host, its name as words write it where a port may follow. */
const host = fc.oneof(
  name.map((text) => ({ name: text, written: text })),
  v6.map((text) => ({ name: text, written: `[${text}]` })),
)
const user = fc.oneof(
  label,
  fc.tuple(label, name).map(([who, domain]) => `${who}@${domain}`),
)
const port = fc.integer({ min: 1, max: 65_535 })
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

it('takes apart what it is made of, whatever parts there are; the last @ ends the user', () => {
  fc.assert(
    fc.property(host, optional(user), optional(port), fc.constantFrom('', 'ssh://'), (of, by, at, scheme) => {
      const text = `${scheme}${by === undefined ? '' : `${by}@`}${of.written}${at === undefined ? '' : `:${at}`}`
      const parts = { name: of.name, address: undefined, user: by, port: at, words: [] }
      expect(readPastedHost(text)).toEqual(parts)
      expect(readPastedHost(`  ${text} slots=8 max_slots=9\n`)).toEqual({
        ...parts,
        words: ['slots=8', 'max_slots=9'],
      })
    }),
  )
})

it('takes parts from the words of an inventory too', () => {
  expect(readPastedHost('gpu1 ansible_host=10.0.0.1 ansible_user=op ansible_port=2222 rack=3')).toEqual({
    ...{ name: 'gpu1', address: '10.0.0.1', user: 'op', port: 2222, words: ['rack=3'] },
  })
})

it.each(['', ' ', '@', 'op@', '-oProxyCommand=x', ':22', '[::1', 'a:b', 'a:123456'])('takes %j for none', (text) => {
  expect(readPastedHost(text)).toBeUndefined()
})

it('gives parts that a cluster file takes', () => {
  fc.assert(
    fc.property(host, optional(user), optional(port), ({ written }, by, at) => {
      const pasted = readPastedHost(`${by === undefined ? '' : `${by}@`}${written}${at === undefined ? '' : `:${at}`}`)
      if (pasted === undefined) throw new TypeError('The host is not read')
      // What merely looks like an address is a name for nobody.
      fc.pre(!/^[\d.-]+$/.test(pasted.name))
      const { hosts } = resolve({ node_dict: { [pasted.name]: { user: pasted.user, port: pasted.port } } })
      expect(hosts).toMatchObject([{ name: pasted.name, user: by ?? null, port: at ?? null }])
    }),
  )
})
