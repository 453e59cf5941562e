import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeValues } from '../../../src/config/parse/merge-values.js'
import { problemsOf, problemsThrownBy, resolve, withContainer } from '../resolve.js'
import { loadSuite } from './load-suite.js'

const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor')
const { tree } = fc.letrec<{ tree: unknown; map: unknown }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small' }, fc.constantFrom(null, true, 0, '', 'x'), fc.array(fc.nat(3)), tie('map')),
  map: fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
}))

/** What a merge comes to, told by leaves: each leaf of the upper value, and each of the lower that is not covered. */
function leaves(value: unknown, path: readonly string[] = []): Map<string, unknown> {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  const members = isMap ? Object.entries(value) : []
  if (members.length === 0) return new Map([[JSON.stringify(path), value]])
  return new Map(members.flatMap(([step, inner]) => [...leaves(inner, [...path, step])]))
}

/**
 * The algorithm of the suites that people have: where both are maps, a copy of the lower whose entries are merged with
 * the upper's of the same key, and which gets the upper's others; else the upper.
 */
function asSuitesMerge(base: unknown, override: unknown): unknown {
  const maps = [base, override].map((value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null,
  )
  const [lower, upper] = maps
  if (!lower || !upper) return override
  const all = [...new Set([...lower.keys(), ...upper.keys()])]
  return Object.fromEntries(
    all.map((name) => {
      if (!upper.has(name)) return [name, lower.get(name)]
      return [name, lower.has(name) ? asSuitesMerge(lower.get(name), upper.get(name)) : upper.get(name)]
    }),
  )
}

describe('laying one value over another', () => {
  it('is what the suites do that people have', () => {
    fc.assert(
      fc.property(tree, tree, (below, over) => {
        expect(mergeValues(below, over)).toEqual(asSuitesMerge(below, over))
      }),
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(tree, tree, (below, over) => {
        const once = mergeValues(below, over)
        expect(mergeValues(once, over)).toEqual(once)
        expect(mergeValues(below, below)).toEqual(below)
      }),
    )
  })

  it('keeps what is said over, and loses nothing else', () => {
    fc.assert(
      fc.property(tree, tree, (below, over) => {
        const merged = leaves(mergeValues(below, over))
        const above = leaves(over)
        for (const [path, value] of above) {
          // An empty map says nothing of its own where there are keys below.
          if (JSON.stringify(value) !== '{}') expect(merged.get(path)).toEqual(value)
        }
        const begins = (one: readonly string[], other: readonly string[]): boolean =>
          one.every((step, index) => other[index] === step)
        for (const [path, value] of leaves(below)) {
          const steps: readonly string[] = JSON.parse(path)
          const covered = [...above].some(([upper, leaf]) => {
            const at: readonly string[] = JSON.parse(upper)
            return (JSON.stringify(leaf) !== '{}' && begins(at, steps)) || begins(steps, at)
          })
          if (!covered) expect(merged.get(path)).toEqual(value)
        }
      }),
    )
  })

  it('changes neither of the two', () => {
    fc.assert(
      fc.property(tree, tree, (below, over) => {
        const before = structuredClone([below, over])
        mergeValues(below, over)
        expect([below, over]).toEqual(before)
      }),
    )
  })
})

describe('a suite over a cluster file', () => {
  const cluster = `orchestrator: container
node_dict: { a: {}, b: {} }
env_vars: { SITE: x }
container:
  image: site:1
  name: lab
  image_tar: /shared/site.tar
  env: { PROXY: http://p, GPUS: 4 }
  runtime:
    privilege: sudo
    args: { volumes: ["/data:/data"], network: host, env: { LEVEL: site } }
`

  it('has its container merged key by key, and its lists and scalars replace', () => {
    const suite = `orchestrator: container
container:
  image: suite:2
  image_tar: null
  env: { GPUS: 8 }
  runtime: { args: { volumes: ["/suite:/suite"], env: { RANKS: 2 } } }
`
    const { container } = loadSuite(cluster, suite).config
    expect(container).toMatchObject({ image: 'suite:2', name: 'lab', imageTar: null })
    expect(container?.runtime).toMatchObject({ name: 'docker', privilege: 'sudo' })
    expect(container?.runtime.args.volumes).toMatchObject([{ source: '/suite', target: '/suite' }])
    expect(container?.runtime.args.env).toMatchObject({ PROXY: 'http://p', GPUS: '8', LEVEL: 'site', RANKS: '2' })
  })

  it('replaces other keys as a whole', () => {
    expect(loadSuite(cluster, 'env_vars: { SUITE: y }\n').config.envVars).toEqual({ SUITE: 'y' })
  })

  it.each([
    ['the suite', '', 'suite_merge: replace\n'],
    ['the cluster file', 'suite_merge: replace\n', ''],
  ])('replaces the whole container where %s says so', (_, below, over) => {
    const suite = `${over}container: { image: "suite:2" }\n`
    const { container } = loadSuite(cluster + below, suite).config
    expect(container).toMatchObject({ image: 'suite:2', imageTar: null, namePinned: false })
  })

  it('has the last word of how it is merged', () => {
    const suite = 'suite_merge: merge\ncontainer: { image: "suite:2" }\n'
    expect(loadSuite(`${cluster}suite_merge: replace\n`, suite).config.container?.name).toBe('lab')
  })

  it.each([
    ['shm_size', 'shm-size'],
    ['shm-size', 'shm_size'],
    ['shm_size', 'shm_size'],
  ])('has its word count where the cluster file has %s and the suite %s', (below, over) => {
    const args = (key: string, size: string): string => `runtime: { args: { ${key}: ${size}, ipc: private } }`
    const file = `orchestrator: container\nnode_dict: { a: }\ncontainer:\n  image: x\n  ${args(below, '64g')}\n`
    const { config, sources } = loadSuite(file, `container:\n  ${args(over, '8g')}\n`)
    expect(config.container?.runtime.args.shmSize).toBe(8 * 1024 ** 3)
    expect([...sources].filter(([key]) => key.includes('shm')).map(([key, { file: from }]) => [key, from])).toEqual([
      [`/container/runtime/args/${over}`, 's.yaml'],
    ])
  })

  it('may bring a container where the cluster file has none', () => {
    const suite = 'orchestrator: container\ncontainer: { image: "suite:2" }\n'
    expect(loadSuite('node_dict: { a: }\ncontainer:\n', suite).config.container?.image).toBe('suite:2')
  })

  it('has the problems of a merged container told in the file that they stand in', () => {
    const suite = 'container:\n  sshd_port: x\n  runtime: { args: { volumes: ["a"] } }\n'
    const below = cluster.replace('privilege: sudo', 'privilege: root').replace('image: site:1', 'pull: often')
    expect(problemsThrownBy(() => loadSuite(below, suite)).map((text) => text.split(' ', 2).join(' '))).toEqual([
      'c.yaml:4:1 container/image:',
      'c.yaml:5:9 container/pull:',
      'c.yaml:10:16 container/runtime/privilege:',
      's.yaml:2:14 container/sshd_port:',
      's.yaml:3:32 container/runtime/args/volumes/0:',
    ])
  })

  it('leaves alone, as an object made in code, what it does not name', () => {
    const suiteFile = { container: { image: undefined, env: { A: '1' } } }
    const config = resolve(withContainer({ env: { B: '2' } }), { suiteFile })
    expect(config.container?.image).toBe('lab:1')
    expect(config.container?.runtime.args.env).toMatchObject({ A: '1', B: '2' })
  })

  it('must say how in a word that there is', () => {
    expect(problemsOf({ ...withContainer(), suite_merge: 'append' })).toEqual([
      'suite_merge: is "append"; expected one of "merge" or "replace"',
    ])
  })
})
