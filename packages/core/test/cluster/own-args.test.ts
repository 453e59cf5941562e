import { expect, it } from 'vitest'
import { Cluster } from '../../src/cluster/index.js'
import { type ClusterConfig, resolveConfig } from '../../src/config/index.js'
import { type ContainerRuntime, type ContainerSpec, defineArgsSchema } from '../../src/contract/index.js'
import { machine } from '../config/resolve.js'
import { lab } from '../lifetime/berth-over.js'

const argsSchema = defineArgsSchema({
  properties: {
    partition: { type: 'string' },
    scratch: { type: 'object', properties: { path: { type: 'string' } } },
  },
})

/** A cluster of one host in memory, whose runtime brings keys of its own; with what each launch was given. */
function labWithArgs(): {
  readonly open: (own: Readonly<Record<string, unknown>>) => { readonly cluster: Cluster; readonly warnings: string[] }
  readonly launched: readonly ContainerSpec[]
} {
  const memory = lab(['a'])
  const launched: ContainerSpec[] = []
  const runtime: ContainerRuntime = {
    ...memory.runtime,
    argsSchema,
    launch: (engine, spec, options) => {
      launched.push(spec)
      return memory.runtime.launch(engine, spec, options)
    },
  }
  const open = (own: Readonly<Record<string, unknown>>) => {
    const warnings: string[] = []
    const cluster = new Cluster({
      config: configOf(own, { mine: runtime }),
      transport: memory.anotherTransport(),
      runtimes: { mine: runtime },
      onEvent: (event) => event.type === 'warning' && warnings.push(event.message),
    })
    return { cluster, warnings }
  }
  return { open, launched }
}

function configOf(own: Readonly<Record<string, unknown>>, runtimes: Record<string, ContainerRuntime>): ClusterConfig {
  const plain = { lifetime: 'persistent', setup_script: false, sshd: false } as const
  return resolveConfig(
    {
      orchestrator: 'container',
      node_dict: { a: {} },
      container: {
        image: 'lab:1',
        name: 'lab',
        ...plain,
        runtime: { name: 'mine', args: { defaults: 'none', ...own } },
      },
    },
    { ...machine(), runtimes },
  )
}

it("a launch is given the runtime's own keys as the file has them, and no others", async () => {
  const { open, launched } = labWithArgs()
  const own = { partition: 'gpu', scratch: { path: '/s' } }
  await open(own).cluster.up()
  expect(launched.map((spec) => spec.own)).toEqual([own])
  expect(Object.isFrozen(launched[0]?.own.scratch)).toBe(true)
})

it('a container that was made with other values of them is kept, and each key that differs is told', async () => {
  const { open, launched } = labWithArgs()
  await open({ partition: 'gpu', scratch: { path: '/s' } }).cluster.up()
  const same = open({ scratch: { path: '/s' }, partition: 'gpu' })
  await same.cluster.up()
  expect(same.warnings).toEqual([])
  const other = open({ partition: 'cpu' })
  await other.cluster.up()
  expect(other.warnings).toEqual([
    'a: the container was made with another spec, and is kept as it is (it has → asked for): args.partition: gpu → cpu; args.scratch: /s → nothing',
  ])
  expect(launched).toHaveLength(1)
})

it('a cluster is not made of a runtime whose own keys cannot be used, be it the one that the file names or not', () => {
  const memory = lab(['a'])
  const broken = { ...memory.runtime, argsSchema: { properties: { network: {} } } }
  const runtimes = { mine: memory.runtime, other: broken }
  expect(() => new Cluster({ config: configOf({}, {}), transport: memory.anotherTransport(), runtimes })).toThrow(
    new TypeError(
      'The argsSchema of the runtime other cannot be used:\n  properties.network: runtime.args has a key of that name; give it another',
    ),
  )
})

it('keys that the config was checked for and the runtime does not have are refused by name', () => {
  const memory = lab(['a'])
  const config = configOf({ partition: 'gpu' }, { mine: { ...memory.runtime, argsSchema } })
  for (const runtime of [memory.runtime, { ...memory.runtime, argsSchema: defineArgsSchema({ properties: {} }) }])
    expect(() => new Cluster({ config, transport: memory.anotherTransport(), runtimes: { mine: runtime } })).toThrow(
      expect.objectContaining({ code: 'BERTH_CAPABILITY_MISSING', message: expect.stringContaining('partition') }),
    )
})
