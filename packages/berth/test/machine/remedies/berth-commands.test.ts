import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Run } from '@berth/core'
import type { MemoryCluster } from '@berth/memory-cluster'
import { describe, expect, it } from 'vitest'
import { lab } from '../../../../core/test/lifetime/berth-over.js'
import { image, labelsOf, run } from '../../../../core/test/lifetime/observations.js'
import { printedCommand, printedCommands } from '../../../../testbed/test/remedies/printed-commands.js'
import { runsRemedy } from '../../../../testbed/test/remedies/runs-remedy.js'
import { MemoryBerth } from './memory-berth.js'

const persistent = { lifetime: 'persistent' } as const
const ofAnother = run('other', 'bob', 'far/2')

/** Hosts in memory with a container of another name on each, which nothing may touch. */
function neighbours(hosts: readonly string[]): MemoryCluster {
  const memory = lab(hosts)
  for (const host of hosts) memory.host(host).addContainer({ name: 'neighbour', labels: {} })
  return memory
}

/** A container on a host that another user handed over, with all that says so. Gives its id. */
function handedOver(memory: MemoryCluster, host: string, by: Run): string {
  const added = memory.host(host).addContainer({ name: 'lab', labels: labelsOf({ by, handedOver: true }) })
  added.files.write('/var/lib/berth/committed', `${added.labels['berth.launch']}\n`)
  return added.id
}

/** Ids of the containers of that name, by host. */
function idsOf(memory: MemoryCluster, name = 'lab'): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries([...memory.hosts].map(([host, { containers }]) => [host, containers.get(name)?.id]))
}

describe('a command of a remedy for this machine', () => {
  runsRemedy('up', 'where there is nothing to attach to, after which the same command works', async () => {
    const memory = neighbours(['n1', 'n2'])
    const berth = new MemoryBerth(memory)
    const refused = await berth.on('exec', '--', 'true')
    expect(refused.exitCode).toBe(3)
    const [command, ...others] = printedCommands(refused.stderr)
    expect([command?.line, others]).toEqual([`berth up --cluster '${berth.file}'`, []])
    if (command !== undefined) expect(await berth.printed(command)).toMatchObject({ exitCode: 0 })
    expect(await berth.on('exec', '--', 'true')).toMatchObject({ exitCode: 0 })
    expect(Object.values(idsOf(memory, 'neighbour'))).not.toContain(undefined)
  })

  runsRemedy('up', 'beside containers of a run that was named, which it works with too', async () => {
    const memory = neighbours(['n1', 'n2'])
    const theirs = handedOver(memory, 'n1', ofAnother)
    const berth = new MemoryBerth(memory)
    const refused = await berth.on('exec', '--run', 'other', '--', 'true')
    expect(refused.exitCode).toBe(3)
    expect(await berth.printed(printedCommand(refused.stderr, 'up'))).toMatchObject({ exitCode: 0 })
    expect(await berth.on('exec', '--run', 'other', '--', 'true')).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ n1: theirs, n2: expect.any(String) })
  })

  runsRemedy('up', 'of an up that was interrupted once others could use what it had launched', async () => {
    const memory = neighbours(['n1', 'n2'])
    const berth = new MemoryBerth(memory, persistent)
    memory.fail('n2', 'exec', () => berth.interrupt())
    const interrupted = await berth.on('up')
    expect([interrupted.exitCode, memory.changes]).toEqual([130, ['launch n1', 'launch n2']])
    expect(interrupted.stderr).toContain('what was launched stays')
    const before = idsOf(memory)
    expect(await berth.printed(printedCommand(interrupted.stderr, 'up'))).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual(before)
  })

  runsRemedy('status', 'of the others where hosts cannot be reached, by the words that leave these out', async () => {
    const memory = neighbours(['n1', 'n2', 'n3', 'n4', 'd9'])
    const berth = new MemoryBerth(memory, persistent)
    expect(await berth.on('up')).toMatchObject({ exitCode: 0 })
    const before = idsOf(memory)
    for (const host of ['n2', 'n3', 'd9']) memory.host(host).reachable = false
    const refused = await berth.on('exec', '--', 'true')
    expect(refused.exitCode).toBe(4)
    const look = printedCommand(refused.stderr, 'berth status')
    expect(look.line).toBe(`berth status --cluster '${berth.file}' --hosts '!d9,!n[2-3]'`)
    const shown = await berth.printed(look)
    expect(shown).toMatchObject({ exitCode: 0 })
    // An id of a container may have any of these within.
    const told = ['n1', 'n2', 'n3', 'n4', 'd9'].filter((host) => new RegExp(`\\b${host}\\b`).test(shown.stdout))
    expect(told).toEqual(['n1', 'n4'])
    expect(await berth.on('exec', '--hosts', '!d9,!n[2-3]', '--', 'true')).toMatchObject({ exitCode: 0 })
    const some = await berth.on('exec', '--hosts', 'n[1-2]', '--', 'true')
    const someLook = printedCommand(some.stderr, 'berth status')
    expect(someLook.line).toBe(`berth status --cluster '${berth.file}' --hosts 'n[1-2],!n2'`)
    expect(await berth.printed(someLook)).toMatchObject({ exitCode: 0 })
    expect(await berth.on('exec', '--skip-unreachable', '--', 'true')).toMatchObject({ exitCode: 4 })
    expect(idsOf(memory)).toEqual(before)
  })

  runsRemedy('up-repair', 'where attaching finds a part of a set, of which an up would be refused', async () => {
    const memory = neighbours(['n1', 'n2', 'n3'])
    const berth = new MemoryBerth(memory, persistent)
    expect(await berth.on('up', '--hosts', 'n[1-2]')).toMatchObject({ exitCode: 0 })
    const before = idsOf(memory)
    const refused = await berth.on('exec', '--', 'true')
    expect(refused.exitCode).toBe(3)
    expect(await berth.printed(printedCommand(refused.stderr, 'up'))).toMatchObject({ exitCode: 0 })
    expect(await berth.on('exec', '--', 'true')).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ ...before, n3: expect.any(String) })
  })

  runsRemedy(
    'down-destroy',
    'of one skewed host of four, which is then launched from the image of the rest',
    async () => {
      const memory = neighbours(['n1', 'n2', 'n3', 'n4'])
      const berth = new MemoryBerth(memory, persistent)
      memory.host('n4').images.set('lab:1', image('2'))
      expect(await berth.on('up', '--hosts', 'n4')).toMatchObject({ exitCode: 0 })
      expect(await berth.on('up', '--hosts', 'n[1-3]')).toMatchObject({ exitCode: 0 })
      const before = idsOf(memory)
      const refused = await berth.on('up')
      expect(refused.exitCode).toBe(3)
      const destroy = printedCommand(refused.stderr, 'down')
      expect(destroy.line).toBe(`berth down --destroy --cluster '${berth.file}' --hosts n4`)
      expect(await berth.printed(destroy)).toMatchObject({ exitCode: 0 })
      expect(idsOf(memory)).toEqual({ ...before, n4: undefined })
      memory.host('n4').images.set('lab:1', image('1'))
      expect(await berth.printed(printedCommand(refused.stderr, 'up --repair'))).toMatchObject({ exitCode: 0 })
      expect(idsOf(memory)).toEqual({ ...before, n4: expect.any(String) })
      expect(await berth.on('up')).toMatchObject({ exitCode: 0 })
    },
  )

  runsRemedy('down', 'of one skewed host of a per_run set', async () => {
    const memory = neighbours(['n1', 'n2', 'n3'])
    const berth = new MemoryBerth(memory)
    memory.host('n3').images.set('lab:1', image('2'))
    expect(await berth.on('up', '--hosts', 'n3')).toMatchObject({ exitCode: 0 })
    expect(await berth.on('up', '--hosts', 'n[1-2]')).toMatchObject({ exitCode: 0 })
    const before = idsOf(memory)
    const refused = await berth.on('up')
    expect(refused.exitCode).toBe(3)
    expect(await berth.printed(printedCommand(refused.stderr, 'berth down'))).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ ...before, n3: undefined })
    memory.host('n3').images.set('lab:1', image('1'))
    expect(await berth.printed(printedCommand(refused.stderr, 'berth up'))).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ ...before, n3: expect.any(String) })
  })

  runsRemedy('down', 'of what was handed over, where another run was named, which limits what goes', async () => {
    const memory = neighbours(['n1', 'n2', 'n3'])
    const berth = new MemoryBerth(memory)
    expect(await berth.on('up')).toMatchObject({ exitCode: 0 })
    const before = idsOf(memory)
    const refused = await berth.on('down', '--run', 'nobodys', '--hosts', 'n[1-2]')
    expect(refused.exitCode).toBe(3)
    expect(refused.stderr).toContain('there is nothing of the runs that were named to take down, and these stay')
    expect(idsOf(memory)).toEqual(before)
    const down = printedCommand(refused.stderr, 'berth down')
    expect(down.line).toBe(`berth down --cluster '${berth.file}' --hosts 'n[1-2]'`)
    expect(await berth.printed(down)).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ ...before, n1: undefined, n2: undefined })
  })

  runsRemedy('down', 'of one skewed host, where another run was named', async () => {
    const memory = neighbours(['n1', 'n2', 'n3'])
    const berth = new MemoryBerth(memory)
    memory.host('n3').images.set('lab:1', image('2'))
    expect(await berth.on('up', '--hosts', 'n3')).toMatchObject({ exitCode: 0 })
    expect(await berth.on('up', '--hosts', 'n[1-2]')).toMatchObject({ exitCode: 0 })
    const before = idsOf(memory)
    const refused = await berth.on('up', '--run', 'nobodys')
    expect(refused.exitCode).toBe(3)
    expect(await berth.printed(printedCommand(refused.stderr, 'berth down'))).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ ...before, n3: undefined })
  })

  describe.each([
    ['down', {}],
    ['down-destroy', persistent],
  ] as const)('%s', (id, container) => {
    const words = id === 'down' ? [] : ['--destroy']
    const upWords = id === 'down' ? [] : ['--repair', 'launch_missing']

    runsRemedy(id, 'of a set that was brought up again while it was taken down, with what is there again', async () => {
      const memory = neighbours(['n1', 'n2', 'n3'])
      const berth = new MemoryBerth(memory, container)
      expect(await berth.on('up', '--hosts', 'n3')).toMatchObject({ exitCode: 0 })
      expect(await berth.on('up', '--hosts', 'n[1-2]')).toMatchObject({ exitCode: 0 })
      const before = idsOf(memory)
      memory.fail('n2', 'remove', async () => {
        while (idsOf(memory).n1 !== undefined) await new Promise((resolve) => setImmediate(resolve))
        expect(await berth.on('up', '--hosts', 'n[1-2]', ...upWords)).toMatchObject({ exitCode: 0 })
      })
      const refused = await berth.on('down', '--hosts', 'n[1-2]', ...words)
      expect(refused.exitCode).toBe(1)
      expect(idsOf(memory)).toEqual({ ...before, n1: expect.not.stringMatching(`^${before.n1}$`) })
      const again = printedCommand(refused.stderr, 'berth down')
      expect(again.line).toBe(`berth ${['down', ...words].join(' ')} --cluster '${berth.file}' --hosts 'n[1-2]'`)
      expect(await berth.printed(again)).toMatchObject({ exitCode: 0 })
      expect(idsOf(memory)).toEqual({ ...before, n1: undefined, n2: undefined })
    })
  })

  runsRemedy('down', 'of the rest of a set, where who took it down has died, after which an up launches', async () => {
    const memory = neighbours(['n1', 'n2'])
    const berth = new MemoryBerth(memory)
    expect(await berth.on('up')).toMatchObject({ exitCode: 0 })
    const { files, labels } = memory.host('n2').container('lab')
    expect(await berth.on('down', '--hosts', 'n1')).toMatchObject({ exitCode: 0 })
    const now = Math.floor(memory.clock.now() / 1000)
    files.write('/var/lib/berth/seals/x', `${labels['berth.launch']} ${now} died\n`)
    const refused = await berth.on('up')
    expect([refused.exitCode, idsOf(memory).n1]).toEqual([1, undefined])
    expect(refused.stderr).toContain('run died is about to remove the container')
    expect(await berth.printed(printedCommand(refused.stderr, 'berth down'))).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ n1: undefined, n2: undefined })
    expect(await berth.on('up')).toMatchObject({ exitCode: 0 })
  })

  runsRemedy('down-run', 'of a set of which a part is being brought up', async () => {
    const memory = neighbours(['n1', 'n2'])
    const berth = new MemoryBerth(memory)
    const other = new MemoryBerth(memory)
    expect(await other.on('up')).toMatchObject({ exitCode: 0 })
    expect(await other.on('down', '--hosts', 'n1')).toMatchObject({ exitCode: 0 })
    const neighboursBefore = idsOf(memory, 'neighbour')
    let line = ''
    memory.fail('n1', 'start', async () => {
      const refused = await other.on('down')
      expect(refused.exitCode).toBe(3)
      expect(refused.stderr).toContain('a part of this is being brought up right now')
      const down = printedCommand(refused.stderr, 'berth down')
      line = down.line
      expect(await other.printed(down)).toMatchObject({ exitCode: 0 })
    })
    expect((await berth.on('up')).exitCode).not.toBe(0)
    expect(line).toMatch(/ --hosts 'n\[1-2\]'$/)
    expect([idsOf(memory), idsOf(memory, 'neighbour')]).toEqual([{ n1: undefined, n2: undefined }, neighboursBefore])
  })

  runsRemedy('up-keep-failed', 'keeps the failed containers, and is not told again then', async () => {
    const memory = lab(['n1', 'n2'], { programs: { prepare: ({ host }) => (host === 'n2' ? 3 : 0) } })
    const script = new MemoryBerth(memory)
    const path = join(script.folder, 'setup.sh')
    writeFileSync(path, 'prepare\n')
    const berth = new MemoryBerth(memory, { setup_script: path })
    const failed = await berth.on('up')
    expect([failed.exitCode, memory.ids()]).toEqual([1, []])
    const again = await berth.printed(printedCommand(failed.stderr, '--keep-failed'))
    expect([again.exitCode, memory.ids().length]).toEqual([1, 2])
    expect(printedCommands(again.stderr).filter(({ line }) => line.includes('--keep-failed'))).toEqual([])
  })

  runsRemedy('down-run', 'of a run that is in the way, on the host where it is', async () => {
    const memory = neighbours(['n1', 'n2'])
    memory.host('n2').addContainer({ name: 'lab', labels: labelsOf({ by: ofAnother, handedOver: true }) })
    const berth = new MemoryBerth(memory)
    const refused = await berth.on('up')
    expect(refused.exitCode).toBe(3)
    expect(await berth.printed(printedCommand(refused.stderr, 'down --run other'))).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ n1: undefined, n2: undefined })
    expect(Object.values(idsOf(memory, 'neighbour'))).not.toContain(undefined)
    expect(await berth.on('up')).toMatchObject({ exitCode: 0 })
  })

  runsRemedy('down-run', 'of what an exit in the middle of an up may leave', async () => {
    const memory = neighbours(['n1', 'n2'])
    const berth = new MemoryBerth(memory)
    const { exitCode, mayLeave } = await berth.on('up')
    expect([exitCode, mayLeave.length]).toEqual([0, 1])
    expect(await berth.printed(printedCommand(mayLeave.join(), 'down --run'))).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ n1: undefined, n2: undefined })
  })

  runsRemedy('up-replace', 'of a container that Berth did not make', async () => {
    const memory = neighbours(['n1', 'n2'])
    memory.host('n2').addContainer({ name: 'lab', labels: {} })
    const berth = new MemoryBerth(memory)
    const refused = await berth.on('up')
    expect(refused.exitCode).toBe(3)
    expect(await berth.printed(printedCommand(refused.stderr, 'up --replace'))).toMatchObject({ exitCode: 0 })
    expect(Object.values(idsOf(memory))).not.toContain(undefined)
    expect(Object.values(idsOf(memory, 'neighbour'))).not.toContain(undefined)
  })

  runsRemedy('up-replace', 'of a run in the way, but not of one that was named', async () => {
    const memory = neighbours(['n1', 'n2'])
    const theirs = handedOver(memory, 'n1', ofAnother)
    const inTheWay = handedOver(memory, 'n2', run('third', 'bob', 'far/2'))
    const berth = new MemoryBerth(memory)
    const refused = await berth.on('up', '--run', 'other')
    expect(refused.exitCode).toBe(3)
    expect(await berth.printed(printedCommand(refused.stderr, 'up --replace'))).toMatchObject({ exitCode: 0 })
    expect(idsOf(memory)).toEqual({ n1: theirs, n2: expect.not.stringMatching(inTheWay) })
  })

  runsRemedy('up-replace', 'of a run, beside what was to be replaced anyway', async () => {
    const memory = neighbours(['n1', 'n2'])
    memory.host('n1').addContainer({ name: 'lab', labels: {} })
    memory.host('n2').addContainer({ name: 'lab', labels: labelsOf({ by: ofAnother }) })
    const berth = new MemoryBerth(memory)
    const refused = await berth.on('up', '--replace', 'foreign')
    expect(refused.exitCode).toBe(3)
    expect(await berth.printed(printedCommand(refused.stderr, 'up --replace'))).toMatchObject({ exitCode: 0 })
    expect(memory.changes).toEqual(['remove n1 n1-2', 'remove n2 n2-2', 'launch n1', 'launch n2'])
  })

  runsRemedy('down-destroy-run', 'of a set that this user made on another machine', async () => {
    const memory = neighbours(['n1', 'n2'])
    const theirs = run('other', 'ann', 'far/2')
    memory.host('n2').addContainer({ name: 'lab', labels: labelsOf({ by: theirs, lifetime: 'persistent' }) })
    const berth = new MemoryBerth(memory, persistent)
    const refused = await berth.on('down', '--destroy')
    expect(refused.exitCode).toBe(3)
    expect(await berth.printed(printedCommand(refused.stderr, 'down --destroy --run other'))).toMatchObject({
      exitCode: 0,
    })
    expect(idsOf(memory)).toEqual({ n1: undefined, n2: undefined })
    expect(Object.values(idsOf(memory, 'neighbour'))).not.toContain(undefined)
  })

  runsRemedy('status', 'of what an exit in the middle of an up may leave', async () => {
    const memory = neighbours(['n1', 'n2'])
    const berth = new MemoryBerth(memory, persistent)
    const { mayLeave } = await berth.on('up')
    const { exitCode, stdout } = await berth.printed(printedCommand(mayLeave.join(), 'status'))
    expect([exitCode, stdout.match(/^n\d +running/gm)?.length]).toEqual([0, 2])
  })

  const mounting = (...volumes: readonly string[]) => ({
    runtime: { name: 'memory', args: { defaults: 'none', volumes } },
  })
  const folder = (memory: MemoryCluster, host: string, path: string) => memory.host(host).files.get(path)

  runsRemedy(
    'exec-make-folders',
    'makes each source where it is missing, as the login user, and nothing else',
    async () => {
      const memory = neighbours(['n1', 'n2', 'n3'])
      memory.host('n1').files.makeFolders('/data/a b')
      memory.host('n1').files.makeFolders('/models')
      memory.host('n2').files.makeFolders('/models')
      const berth = new MemoryBerth(memory, mounting('/data/a b:/data', '/models:/models:ro'))
      const refused = await berth.on('up')
      expect(refused.exitCode).toBe(3)
      expect(refused.stderr).toContain('n2: /data/a b\nn3: /data/a b, /models')
      const printed = printedCommands(refused.stderr)
      expect(printed.map(({ line }) => line)).toEqual([
        `berth exec --on-host --cluster '${berth.file}' --hosts n2 -- mkdir -p -- '/data/a b'`,
        `berth exec --on-host --cluster '${berth.file}' --hosts n3 -- mkdir -p -- '/data/a b' /models`,
      ])
      for (const command of printed) expect(await berth.printed(command)).toMatchObject({ exitCode: 0 })
      expect(await berth.on('up')).toMatchObject({ exitCode: 0 })
    },
  )

  it('is not asked for where the source is to be made: an up makes it, and leaves it', async () => {
    const memory = neighbours(['n1', 'n2'])
    const berth = new MemoryBerth(memory, mounting('/data/deep:/data:create'))
    expect(await berth.on('plan')).toMatchObject({ exitCode: 0 })
    expect(folder(memory, 'n1', '/data/deep')).toBeNull()
    expect(await berth.on('up')).toMatchObject({ exitCode: 0 })
    expect(await berth.on('down')).toMatchObject({ exitCode: 0 })
    for (const host of ['n1', 'n2']) expect(folder(memory, host, '/data/deep')).not.toBeNull()
  })
})
