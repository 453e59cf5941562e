import fc from 'fast-check'
import type { ContainerConfig } from '../../../src/config/index.js'
import type { Observation } from '../../../src/contract/index.js'
import type { Adoption } from '../../../src/lifetime/owners/adoption.js'
import type { OwnerStanding } from '../../../src/lifetime/owners/run.js'
import type { PlanInput, PlanOptions } from '../../../src/lifetime/plan/plan-input.js'
import {
  absent,
  engine,
  factsWith,
  image,
  labelsOf,
  marker,
  mine,
  now,
  otherScript,
  run,
  running,
  type Seen,
  script,
  stopped,
  unknown,
  wanted,
} from '../observations.js'

const anyRun = fc.constantFrom(mine, run('other'), run('third'), run('far', 'ann', 'elsewhere/2'), run('other', 'bob'))

const anyMarker = fc.oneof(
  fc.constantFrom(null, 'no JSON', '{}'),
  fc
    .tuple(fc.constantFrom('provisioning' as const, 'done' as const), anyRun, fc.constantFrom(script, otherScript))
    .map(([state, by, hash]) => marker(state, by, hash)),
)

const anySeen: fc.Arbitrary<Seen> = fc
  .record({
    by: anyRun,
    cluster: fc.constantFrom('lab', 'lab', 'lab', 'elsewhere'),
    lifetime: fc.constantFrom('per_run' as const, 'persistent' as const),
    script: fc.constantFrom(null, script),
    marker: anyMarker,
    handedOver: fc.boolean(),
    committed: fc.boolean(),
    claims: fc.constantFrom([], [], [], [run('third')], [mine]),
    image: fc.constantFrom(image('1'), image('1'), image('1'), image('2'), { unreadable: 'gone' }),
    local: fc.constantFrom(null, image('1'), image('2')),
    createdAt: fc.constantFrom(now - 60, now - 86_400).map((at) => new Date(at * 1000).toISOString()),
    id: fc.uuid(),
    labelled: fc.constantFrom('whole', 'whole', 'whole', 'whole', 'another version', 'none'),
    started: fc.nat(5).map((number) => number > 0),
  })
  .map(({ labelled, started, ...seen }) => ({
    ...seen,
    labels: labelsAs(labelled, seen),
    startedAt: started ? seen.createdAt : null,
  }))

/** Some are being provisioned, and some cannot be looked into. */
const anyRunning = fc
  .tuple(anySeen, fc.constantFrom({}, {}, {}, {}, { provisioning: run('third') }, { unreadable: 'no sh' }))
  .map(([seen, inside]) => running({ ...seen, ...inside }))

function labelsAs(how: string, seen: Seen): Record<string, string> {
  if (how === 'none') return {}
  return how === 'whole' ? labelsOf(seen) : { ...labelsOf(seen), 'berth.version': '9' }
}

const anyKnown: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(absent, { ...absent, engine: { ...engine, endsWithLogin: true } }) },
  { weight: 4, arbitrary: anyRunning },
  { weight: 2, arbitrary: anySeen.map(stopped) },
)

const containers: readonly ContainerConfig[] = (['no_launch', 'per_run', 'persistent'] as const).flatMap((lifetime) => [
  wanted(lifetime),
  wanted(lifetime, { runtime: { args: { defaults: 'none', volumes: ['/data:/data'] } } }),
])

const anyOptions: fc.Arbitrary<PlanOptions> = fc.record(
  {
    replace: fc.subarray(['in_use', 'foreign'] as const),
    repair: fc.constant('launch_missing' as const),
    destroy: fc.boolean(),
  },
  { requiredKeys: [] },
)

const data = { '/data': [{ path: '/data', group: '0', device: false }] }
const anyFacts = fc.constantFrom(factsWith(), factsWith(data), factsWith(data, { 2224: { user: '0', program: null } }))

const anyAdoption: fc.Arbitrary<Adoption> = fc.record({
  runs: fc.constantFrom(new Set<string>(), new Set<string>(), new Set(['other']), new Set(['far'])),
  recorded: fc.constantFrom(new Set<string>(), new Set(['far'])),
  handedOver: fc.boolean(),
})

const anyStanding = fc.constantFrom<OwnerStanding>('alive', 'dead', 'unknown')

/** What one host may be like; null: it gave no answer. */
function anyHosts(observation: fc.Arbitrary<Observation | null>): fc.Arbitrary<[string, Observation | null][]> {
  const host = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  return fc.uniqueArray(fc.tuple(host, observation), { selector: ([name]) => name, minLength: 1, maxLength: 6 })
}

function inputFor(hosts: fc.Arbitrary<[string, Observation | null][]>): fc.Arbitrary<PlanInput> {
  return fc
    .record({
      hosts,
      container: fc.constantFrom(...containers),
      options: anyOptions,
      adoption: anyAdoption,
      facts: anyFacts,
      standings: fc.dictionary(fc.constantFrom('mine', 'other', 'third', 'far'), anyStanding),
      setupScript: fc.constantFrom(null, script),
      sshd: fc.boolean(),
      noLease: fc.constantFrom(null, 'no lease'),
    })
    .map(({ hosts: each, facts, standings, ...rest }) => ({
      ...rest,
      cluster: 'lab',
      scope: { file: '/lab/lab.json', suite: null, hosts: null, runs: [] },
      run: mine,
      hosts: each.map(([host]) => host),
      observations: new Map(each.flatMap(([host, seen]) => (seen === null ? [] : [[host, seen] as const]))),
      facts: new Map(each.map(([host]) => [host, facts])),
      standings: new Map(Object.entries(standings)),
    }))
}

/** Any cluster; one in a few has a host of which nothing is known. */
export const anyInput: fc.Arbitrary<PlanInput> = inputFor(
  fc.oneof(
    { weight: 4, arbitrary: anyHosts(anyKnown) },
    { weight: 1, arbitrary: anyHosts(fc.oneof({ weight: 6, arbitrary: anyKnown }, fc.constantFrom(unknown, null))) },
  ),
)

/** Any cluster with at least one host of which nothing is known. */
export const anyInputWithUnknown: fc.Arbitrary<PlanInput> = fc
  .tuple(anyInput, fc.nat(), fc.constantFrom(unknown, null))
  .map(([input, chosen, seen]) => {
    const host = input.hosts[chosen % input.hosts.length] ?? 'a'
    const observations = new Map(input.observations)
    if (seen === null) observations.delete(host)
    else observations.set(host, seen)
    return { ...input, observations }
  })

/** The same cluster, its hosts and maps in another order. */
export function permuted(input: PlanInput): fc.Arbitrary<PlanInput> {
  const order = <Value>(map: ReadonlyMap<string, Value>): fc.Arbitrary<Map<string, Value>> =>
    fc.shuffledSubarray([...map], { minLength: map.size }).map((entries) => new Map(entries))
  return fc
    .record({
      hosts: fc.shuffledSubarray([...input.hosts], { minLength: input.hosts.length }),
      observations: order(input.observations),
      facts: order(input.facts),
      standings: order(input.standings),
    })
    .map((shuffled) => ({ ...input, ...shuffled }))
}
