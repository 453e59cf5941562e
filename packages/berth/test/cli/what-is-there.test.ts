import { type MemoryCluster, memoryCluster, memoryImage } from '@berth/memory-cluster'
import { BerthError, Cluster, type ClusterOptions, type ContainerRuntime, newRun } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { ownerText } from '../../../core/src/lifetime/owners/owner-text.js'
import { someConfig } from './fake-cluster.js'
import { memoryInventory } from './memory-inventory.js'
import { type CliOutcome, runCli } from './run-cli.js'

const memoryOf = (hosts: readonly string[]): MemoryCluster =>
  memoryCluster({ hosts, images: { 'lab:1': memoryImage('lab') } })

/** The config of a cluster file with these hosts. */
const configOf = (memory: MemoryCluster, container: Readonly<Record<string, unknown>> = {}) =>
  someConfig(
    { node_dict: Object.fromEntries([...memory.hosts.keys()].map((host) => [host, {}])) },
    { image: 'lab:1', name: 'box', runtime: { name: 'docker', args: { defaults: 'none' } }, ...container },
  )

const berth = (line: string, memory: MemoryCluster): Promise<CliOutcome> =>
  runCli(line, {
    config: configOf(memory),
    inventory: (config, options) => memoryInventory(memory, config, options),
  })

/** Brings a container up on all hosts, as user `me`. */
async function up(
  memory: MemoryCluster,
  container: Readonly<Record<string, unknown>>,
  options: Partial<ClusterOptions> = {},
): Promise<Cluster> {
  const cluster = new Cluster({
    config: configOf(memory, container),
    transport: memory.anotherTransport(),
    runtimes: { docker: memory.runtime },
    run: newRun('me'),
    ...options,
  })
  await cluster.up()
  return cluster
}

/** Makes a process that is gone the owner of what has this name, on all hosts. */
function leave(memory: MemoryCluster, name: string, user = 'me'): void {
  for (const host of memory.hosts.values()) {
    const container = host.container(name)
    const owner = ownerText({ ...newRun(user).owner, pid: 2 ** 22 + 1 })
    container.labels = { ...container.labels, 'berth.owner': owner }
  }
}

const names = (memory: MemoryCluster): string[] =>
  [...memory.hosts.values()].flatMap(({ name, containers }) => [...containers.keys()].map((one) => `${name} ${one}`))

describe('ls', () => {
  it('shows containers that are alike on many hosts in one row, and changes nothing', async () => {
    const memory = memoryOf([1, 2, 3, 4, 5, 6].map((number) => `gpu${number}`))
    const { run } = await up(memory, { name: 'used', lease: 3600 })
    await up(memory, { name: 'kept', lifetime: 'persistent' })
    const changes = [...memory.changes]
    const { exitCode, stdout, stderr } = await berth('ls', memory)
    expect([exitCode, stderr]).toEqual([0, ''])
    const [header, kept, used, ...more] = stdout.split('\n')
    expect(header).toMatch(/^CONTAINER +STATE +LIFETIME +OWNER +RUN +SINCE +LEASE +DEVICES +ENGINE +VERDICT +HOSTS$/)
    expect(kept).toMatch(
      /^kept +running +persistent +me@\S+ \(pid \d+\) .* - +- +memory +kept: persistent, until it is destroyed +gpu\[1-6\] \(6\)$/,
    )
    expect(used).toContain(`${run.id}  `)
    expect(used).toMatch(/ (\?|1 h left|\d+ min left) +- +memory +in use: its process lives +gpu\[1-6\] \(6\)$/)
    expect(more).toEqual([''])
    expect(memory.changes).toEqual(changes)
  })

  it('shows the beginning of a long warning, and keeps the rest', async () => {
    const memory = memoryOf(['a'])
    const lines = Array.from({ length: 100 }, (_, line) => `line ${line}`)
    const { stderr, reports } = await runCli('ls', {
      config: configOf(memory),
      inventory: (config, options) => {
        options.onEvent?.({ type: 'warning', message: lines.join('\n') })
        return memoryInventory(memory, config, options)
      },
    })
    expect(stderr).toMatch(/^warning: line 0\n/)
    expect(stderr).toContain('… and 60 more lines')
    expect(stderr.match(/line 0\n/g)).toHaveLength(1)
    expect(reports).toEqual([expect.stringContaining('line 99')])
  })

  it('tells all of it as JSON', async () => {
    const memory = memoryOf(['a'])
    const { run } = await up(memory, { name: 'used', lease: 90 })
    memory.host('a').addContainer({ name: 'old', labels: { 'berth.version': '1' }, state: 'exited' })
    const { json } = await berth('ls --json', memory)
    expect(json?.hosts).toMatchObject({
      a: {
        ok: true,
        containers: [
          {
            ...{ name: 'old', state: 'stopped', whose: 'unreadable', cluster: null, run: null, owner: null },
            ...{ lifetime: null, verdict: 'not known', lease: null },
          },
          {
            ...{ runtime: 'memory', name: 'used', cluster: 'lab', run: run.id, owner: run.owner, handedOver: false },
            ...{ ownerStanding: 'alive', lifetime: 'per_run', devices: [], gpus: null, lease: { seconds: 90 } },
          },
        ],
      },
    })
  })

  it('says of a host that cannot be reached that it cannot, and exits with 4', async () => {
    const memory = memoryOf(['a', 'b'])
    await up(memory, { name: 'used' })
    memory.host('b').cutOff()
    const { exitCode, stdout, stderr, json } = await berth('ls --json', memory)
    expect(exitCode).toBe(4)
    expect(json?.hosts).toMatchObject({
      a: { ok: true, containers: [{ name: 'used' }] },
      b: { ok: false, error: { code: 'BERTH_HOST_UNREACHABLE' }, containers: [] },
    })
    expect(stderr).toContain('b')
    memory.host('a').cutOff()
    const none = await berth('ls', memory)
    expect([none.exitCode, none.stdout, stdout === '']).toEqual([4, '', false])
  })

  it('says that there is nothing', async () => {
    expect(await berth('ls', memoryOf(['a']))).toMatchObject({ exitCode: 0, stdout: "Nothing of Berth's is there.\n" })
  })

  it('asks hosts without a cluster file, as ssh names them', async () => {
    const memory = memoryOf(['a', 'b'])
    await up(memory, { name: 'used' })
    let asked: unknown
    const { exitCode, json, loads } = await runCli('ls --json --host root@a,b:2222 --host gpu[1-2]', {
      files: [],
      config: configOf(memory),
      inventory: (config, options) => {
        asked = options.hosts
        return memoryInventory(memory, config, options)
      },
    })
    expect([exitCode, asked, json?.cluster]).toEqual([0, undefined, null])
    const node_dict = { a: { user: 'root' }, b: { port: 2222 }, 'gpu[1-2]': {} }
    expect(loads).toEqual([[{ orchestrator: 'baremetal', node_dict }, { loadModule: true }]])
  })

  it.each(['--host a --cluster b.json', '--host a --hosts b', '--host ,', '--host a;b'])(
    'refuses %s',
    async (options) => {
      expect(await runCli(`ls ${options}`)).toMatchObject({ exitCode: 2, stdout: '' })
    },
  )
})

describe('prune', () => {
  const left = async (): Promise<MemoryCluster> => {
    const memory = memoryOf(['a', 'b'])
    await up(memory, { name: 'left' })
    leave(memory, 'left')
    await up(memory, { name: 'used' })
    await up(memory, { name: 'mine', lifetime: 'persistent' })
    await up(memory, { name: 'theirs', lifetime: 'persistent' })
    leave(memory, 'theirs', 'somebody-else')
    return memory
  }
  const all = ['left', 'used', 'mine', 'theirs']
  const without = (...gone: readonly string[]): string[] =>
    ['a', 'b'].flatMap((host) => all.filter((name) => !gone.includes(name)).map((name) => `${host} ${name}`))

  it('shows what is left over, and removes it with --yes alone', async () => {
    const memory = await left()
    const shown = await berth('prune', memory)
    expect(shown.exitCode).toBe(0)
    expect(shown.stdout).toMatch(/^left .* left over: left behind by a process that is gone +a, b$/m)
    expect(shown.stdout).toMatch(
      /\n2 containers on 2 hosts: nothing was removed; with --yes this is removed for good\n$/,
    )
    expect(shown.stdout).not.toMatch(/^(used|mine|theirs) /m)
    expect(names(memory)).toEqual(without())
    expect(await berth('prune --yes', memory)).toMatchObject({
      exitCode: 0,
      stdout: 'a, b: removed left (left behind by a process that is gone)\n',
    })
    expect(names(memory)).toEqual(without('left'))
    expect((await berth('prune', memory)).stdout).toBe('Nothing is left over.\n')
    expect((await berth('prune --yes', memory)).stdout).toBe('Nothing was there to be removed.\n')
  })

  it('tells as JSON what would be removed, and what was', async () => {
    const memory = await left()
    const shown = await berth('prune --json', memory)
    expect(shown.json).toMatchObject({
      removes: false,
      hosts: { a: { ok: true, containers: [{ name: 'left', removed: false }] } },
    })
    memory.fail('b', 'remove', 'BERTH_REMOVE_FAILED')
    const { exitCode, json } = await berth('prune --yes --json', memory)
    expect(exitCode).toBe(1)
    expect(json).toMatchObject({
      removes: true,
      hosts: {
        a: { ok: true, containers: [{ name: 'left', removed: true }] },
        b: { ok: false, error: { code: 'BERTH_REMOVE_FAILED' }, containers: [{ name: 'left', removed: false }] },
      },
    })
  })

  it('tells of each that could not be removed of one host', async () => {
    const memory = await left()
    await up(memory, { name: 'more' })
    leave(memory, 'more')
    const fail = () => memory.fail('b', 'remove', 'BERTH_REMOVE_FAILED', 'BERTH_HOST_UNREACHABLE')
    fail()
    const { exitCode, json } = await berth('prune --yes --json', memory)
    expect(exitCode).toBe(4)
    const failed = (code: string) => ({ removed: false, error: { code } })
    expect(json?.hosts).toMatchObject({
      a: { ok: true, containers: [1, 2].map(() => ({ removed: true, error: null })) },
      b: {
        ok: false,
        error: { code: 'BERTH_HOST_UNREACHABLE', message: 'as injected\nas injected' },
        containers: [failed('BERTH_REMOVE_FAILED'), failed('BERTH_HOST_UNREACHABLE')],
      },
    })
    fail()
    expect((await berth('prune --yes', memory)).stdout).toBe('b: left was not removed\n  more was not removed\n')
  })

  it('removes a persistent container by its name alone, and refuses one of somebody else', async () => {
    const memory = await left()
    const refused = await berth('prune --name theirs --yes --json', memory)
    expect([refused.exitCode, refused.json?.errors[0]?.code]).toEqual([3, 'BERTH_OVERLAY_AT_RISK'])
    expect(refused.stderr).toContain('of user somebody-else')
    expect(refused.stderr).toMatch(/On a, b: leave it to user somebody-else on \S+, or ask there/)
    expect((await berth('prune --name none --yes', memory)).stdout).toBe('Nothing was there to be removed.\n')
    expect((await berth('prune --name none', memory)).stdout).toBe('Nothing is called none.\n')
    expect(await berth('prune --name used --yes', memory)).toMatchObject({ exitCode: 3 })
    expect(names(memory)).toEqual(without())
    expect((await berth('prune --name mine', memory)).stdout).toContain('nothing was removed')
    expect(await berth('prune --name mine --yes', memory)).toMatchObject({ exitCode: 0 })
    expect(names(memory)).toEqual(without('mine'))
  })

  it('goes on with the others where a host cannot be reached, and exits with 4', async () => {
    const memory = await left()
    memory.host('b').cutOff()
    const { exitCode, stdout, stderr } = await berth('prune --yes', memory)
    expect([exitCode, stdout]).toEqual([4, 'a: removed left (left behind by a process that is gone)\n'])
    expect(stderr).toContain('b')
  })

  it.each(['used', 'theirs'])(
    'tells of a host that cannot be reached beside those where %s stays, and exits with 4',
    async (name) => {
      const memory = await left()
      memory.host('b').cutOff()
      const { exitCode, stderr, json } = await berth(`prune --name ${name} --yes --json`, memory)
      expect(exitCode).toBe(4)
      expect(stderr).toMatch(/^a:$/m)
      expect(stderr).toMatch(/^b:$/m)
      expect(stderr).toContain(`${name} stays`)
      expect(json?.hosts).toMatchObject({ b: { error: { kind: 'unreachable' } } })
    },
  )
})

describe('what interrupted transfers of images have left', () => {
  const digits = 'a'.repeat(64)
  const hour = 3600

  /** A runtime that tells of such parts, by the seconds since they changed, and takes away all but those of `b`. */
  const withParts = (memory: MemoryCluster, ages: Readonly<Record<string, number>>) => {
    const removed: string[] = []
    const { runtime } = memory
    const inventory: ContainerRuntime['inventory'] = async (host, query, options) => {
      const told = await runtime.inventory?.(host, query, options)
      if (told === undefined) throw new TypeError('there is no inventory')
      const age = ages[host.host]
      const folder = `/var/tmp/berth-0/host/${digits}`
      const image = `sha256:${digits}`
      const parts = { folder, image, bytes: 3 << 20, changed: 1_700_000_000, open: false }
      return { ...told, now: parts.changed + (age ?? 0), parts: age === undefined ? [] : [parts] }
    }
    const removeParts: ContainerRuntime['removeParts'] = async ({ host }, { folder }) => {
      if (host === 'b') throw new BerthError({ code: 'BERTH_IN_USE', host, operation: 'remove', message: 'it changed' })
      removed.push(`${host} ${folder}`)
    }
    const told: ContainerRuntime = { ...runtime, inventory, removeParts }
    const run = (line: string): Promise<CliOutcome> =>
      runCli(line, {
        config: configOf(memory),
        inventory: (config, options) => memoryInventory(memory, config, options, told),
      })
    return { run, removed }
  }

  it('is shown by ls, with how large and old it is, and whether anybody may be at work on it', async () => {
    const { run } = withParts(memoryOf(['a', 'b', 'c']), { a: 2 * hour, b: 2 * hour, c: 60 })
    const { exitCode, stdout } = await run('ls')
    expect(exitCode).toBe(0)
    const at = '2023-11-14T22:13:20Z'
    const row = `sha256:aaaaaaaaaaaa +3\\.0 MiB +${at} +/var/tmp/berth-0/host/${digits} +`
    expect(stdout).toMatch(new RegExp(`^PARTS OF IMAGE .*\n${row}left over: [^\n]+ a, b$`, 'm'))
    expect(stdout).toMatch(new RegExp(`^${row}not known: changed within the last hour: a transfer may go on +c$`, 'm'))
    expect(stdout).not.toContain('Nothing of')
  })

  it('is shown by prune, and removed with --yes alone, but for what changed since', async () => {
    const { run, removed } = withParts(memoryOf(['a', 'b', 'c']), { a: 2 * hour, b: 2 * hour, c: 60 })
    const shown = await run('prune')
    expect([shown.exitCode, removed]).toEqual([0, []])
    expect(shown.stdout).toMatch(/6\.0 MiB of interrupted transfers: nothing was removed; with --yes this is removed/)
    const named = await run('prune --name box --yes')
    expect([named.exitCode, removed]).toEqual([0, []])
    const { exitCode, json } = await run('prune --yes --json')
    expect(removed).toEqual([`a /var/tmp/berth-0/host/${digits}`])
    expect(exitCode).toBe(1)
    expect(json?.hosts).toMatchObject({
      a: { ok: true, containers: [], parts: [{ bytes: 3 << 20, removed: true, error: null }] },
      b: { ok: false, parts: [{ removed: false, error: { code: 'BERTH_IN_USE' } }] },
      c: { ok: true, parts: [] },
    })
    const { stdout } = await withParts(memoryOf(['a']), { a: 2 * hour }).run('prune --yes')
    expect(stdout).toMatch(/^a: removed \/var\/tmp\/berth-0\/host\/a+, 3\.0 MiB \(of a transfer that was interrupted/)
  })
})
