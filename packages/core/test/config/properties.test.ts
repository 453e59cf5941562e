import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clusterFileSchema } from '../../src/config/index.js'
import { positionsIn } from '../../src/config/parse/document.js'
import { parseJson } from '../../src/config/parse/parse-json.js'
import { parseYaml } from '../../src/config/parse/parse-yaml.js'
import { problemsOf, resolve, withContainer } from './resolve.js'

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
const variables = fc.dictionary(fc.stringMatching(/^[A-Z_]{1,6}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean()))
const host = fc.record(
  { vpc_ip: fc.constantFrom('10.0.0.', 'NA', null), rack: fc.jsonValue(), rack_id: fc.constantFrom('r1', 2, 'NA') },
  { requiredKeys: [] },
)
/** Each with an address of its own. */
const hosts = fc.dictionary(name, host, { minKeys: 1 }).map((named) =>
  Object.fromEntries(
    Object.entries(named).map(([key, { vpc_ip, ...others }], index) => {
      const own = vpc_ip === '10.0.0.' ? `${vpc_ip}${index + 1}` : vpc_ip
      return [key, { ...others, ...(own !== undefined && { vpc_ip: own }) }]
    }),
  ),
)
const strings = (...values: string[]) => fc.subarray(values)

const valid = fc.record({
  orchestrator: fc.constant('container'),
  node_dict: fc.oneof(
    hosts,
    fc.uniqueArray(name, { minLength: 1 }).map((names) => names.map((mgmt_ip) => ({ mgmt_ip }))),
  ),
  env_vars: variables,
  others: fc.jsonValue(),
  container: fc.record(
    {
      image: name,
      lifetime: fc.constantFrom('no_launch', 'per_run', 'persistent'),
      sshd_port: fc.integer({ min: 1, max: 65_535 }),
      env: variables,
      _comment: fc.jsonValue(),
      runtime: fc.record({
        args: fc.record({
          defaults: fc.constantFrom('rocm', 'cuda', 'none'),
          volumes: strings('/a:/b', '/c:/d:ro'),
          devices: strings('/dev/kfd', '/dev/fuse:rw'),
          ulimit: strings('memlock=1', 'nofile=5'),
          env: variables,
        }),
      }),
    },
    { requiredKeys: ['image'] },
  ),
})

/** Every object reachable from a value. */
function objectsIn(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found
  found.add(value)
  for (const item of Object.values(value)) objectsIn(item, found)
  return found
}

/** Freezes the input, so that an attempt to write to it throws. */
function frozen<Value>(value: Value): Value {
  for (const object of objectsIn(value)) Object.freeze(object)
  return value
}

it('never changes the input, and gives the same for the same', () => {
  fc.assert(
    fc.property(valid, (input) => {
      const before = structuredClone(input)
      const config = resolve(frozen(input))
      expect(input).toEqual(before)
      expect(resolve(before)).toEqual(config)
    }),
  )
})

it('gives a config that is frozen all through and shares nothing with the input', () => {
  fc.assert(
    fc.property(valid, (input) => {
      const given = objectsIn(input)
      for (const object of objectsIn(resolve({ ...input, password: 'x' }))) {
        expect(Object.isFrozen(object)).toBe(true)
        expect(given.has(object)).toBe(false)
      }
    }),
  )
})

it('gives each config its own objects', () => {
  const shared = objectsIn(resolve(withContainer()))
  for (const object of objectsIn(resolve(withContainer()))) expect(shared.has(object)).toBe(false)
})

it('reports every unknown key inside container', () => {
  const container = clusterFileSchema.properties?.container
  const runtime = container?.properties?.runtime
  const known = [container, runtime, runtime?.properties?.args].map((schema) => Object.keys(schema?.properties ?? {}))
  const odd = fc.constantFrom('constructor', 'toString', 'hasOwnProperty', '', ' ', 'a/b', '~1')
  const key = fc.oneof(fc.string(), odd).filter((text) => !text.startsWith('_') && !known.flat().includes(text))
  fc.assert(
    fc.property(key, fc.jsonValue(), (unknown, value) => {
      const extra = { [unknown]: value }
      const problems = problemsOf(withContainer({ ...extra, runtime: { ...extra, args: extra } }))
      expect(problems.map((problem) => problem.slice(0, problem.indexOf(': is not a key of')))).toEqual([
        `container/${unknown}`,
        `container/runtime/${unknown}`,
        `container/runtime/args/${unknown}`,
      ])
    }),
  )
})

it('answers any value with a config or with problems, never otherwise', () => {
  const anything = fc.anything({ withDate: true, withMap: true, withNullPrototype: true, withBigInt: true })
  const keys = Object.keys(clusterFileSchema.properties ?? {}).map((key) => [key, anything] as const)
  fc.assert(
    fc.property(fc.oneof(anything, fc.record(Object.fromEntries(keys), { requiredKeys: [] })), (input) => {
      expect(Array.isArray(problemsOf(input))).toBe(true)
    }),
  )
  const cyclic: Record<string, unknown> = { node_dict: { a: {} }, others: {} }
  cyclic.others = cyclic
  expect(problemsOf(cyclic)).toEqual([])
})

/** A text without comments and without commas after last members, by other means than the reader's. */
function plainJson(text: string): string {
  const token = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
  const bare = text.replace(token, (found) => (found.startsWith('"') ? found : ' '))
  return bare.replace(/"(?:[^"\\\n]|\\.)*"|(?<=[\]}"\w]\s*),(?=\s*[}\]])/g, (found) => (found === ',' ? '' : found))
}

/** JSON.parse makes an infinite number of one that is too large. */
function finite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('too large')
  return value
}

it('reads exactly the JSON that JSON.parse reads, but for comments, commas after last members and numbers without end', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom(...'{}[]",:\\\n\t 0-eEtn/#', '//', '//\n', '/**/', '/*,"*/', ',}', ',]', '/*'),
      (json, at, characters) => {
        const index = at % (json.length + 1)
        for (const text of [json, `${json.slice(0, index)}${characters}${json.slice(index)}`, json.slice(0, index)]) {
          let expected: { value: unknown } | undefined
          try {
            expected = { value: JSON.parse(plainJson(text), finite) }
          } catch {
            expected = undefined
          }
          const { value, problems } = parseJson(text)
          const syntax = problems.filter(({ message }) => !message.startsWith('is given twice'))
          expect(syntax.length === 0, text).toBe(expected !== undefined)
          if (expected !== undefined) expect(value).toEqual(expected.value)
        }
      },
    ),
    { numRuns: 1000 },
  )
})

it('places keys and values where they are, whatever comments stand between', () => {
  const space = fc.constantFrom(' ', '\n', '\t', '// "a": {\n', '/* }, */', '/*\n*/')
  fc.assert(
    fc.property(fc.dictionary(name, fc.oneof(name, fc.nat())), fc.infiniteStream(space), (value, spaces) => {
      const gap = (): string => String(spaces.next().value)
      let text = '{'
      const offsets: [string, number, number][] = []
      for (const [key, member] of Object.entries(value)) {
        text += gap()
        const at = text.length
        text += `${JSON.stringify(key)}${gap()}:${gap()}`
        offsets.push([key, at, text.length])
        text += `${JSON.stringify(member)}${gap()},`
      }
      text += `${gap()}}${gap()}`
      const { nodePositions, problems, value: read } = parseJson(text)
      expect([problems, read]).toEqual([[], value])
      const position = positionsIn(text)
      for (const [key, at, valueAt] of offsets) {
        expect(nodePositions.locate([key], 'key')).toEqual(position(at))
        expect(nodePositions.locate([key], 'value')).toEqual(position(valueAt))
      }
    }),
  )
})

it('places keys alike in JSON and in YAML', () => {
  fc.assert(
    fc.property(fc.dictionary(name, fc.oneof(name, fc.array(name), fc.dictionary(name, fc.nat()))), (value) => {
      const text = JSON.stringify(value, null, 2)
      for (const key of Object.keys(value)) {
        const json = parseJson(text).nodePositions
        const yaml = parseYaml(text).nodePositions
        expect(yaml.locate([key], 'key')).toEqual(json.locate([key], 'key'))
        expect(yaml.locate([key], 'value')).toEqual(json.locate([key], 'value'))
      }
    }),
  )
})
