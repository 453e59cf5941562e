import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import {
  type ContainerHandle,
  type ContainerSpec,
  type Observation,
  remedyText,
  renewalCommand,
  type VolumeSpec,
} from '@berth/core/adapter'
import { bareSpec } from '@berth/testkit'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { underUmask } from '../../../core/test/machine/modes/under-umask.js'
import { bashAlone } from '../../../core/test/machine/program/every-shell.js'
import { holdsMode, hostileUmasks, modeOf } from '../../../repository/test/security/writes/holds-mode.js'
import { printedCommand } from '../../../testbed/test/remedies/printed-commands.js'
import { runsRemedy } from '../../../testbed/test/remedies/runs-remedy.js'
import { enrootRuntime } from '../../src/index.js'
import { programs } from '../../src/programs.generated.js'
import { StubEnroot } from './stub-enroot.js'

// Enroot itself needs bash. Here it is a stub.
bashAlone(
  programs,
  ['observe', 'image', 'launch', 'supervise', 'handle', 'list', 'enter', 'containers'],
  ({ container }) => {
    const enroot = new StubEnroot(container)
    const { host } = enroot
    const runtime = enrootRuntime()
    const root = join(enroot.folder, 'data')
    const facts = {
      id: null,
      boot: null,
      own: true,
      version: '4.1.2',
      store: 'squashfs',
      root,
      reachedBy: 'plain',
      rootless: true,
    } as const
    const engine = { connection: host, facts: { ...facts, endsWithLogin: false } }
    const containers = join(root, '.berth/containers')
    afterAll(() => enroot.remove())

    const observe = (name: string, image = enroot.image): Promise<Observation> =>
      runtime.observe(host, { name, image, privilege: 'auto' })

    const spec = async (name: string, change: Partial<ContainerSpec> = {}): Promise<ContainerSpec> => {
      const image = await runtime.ensureImage(engine, { reference: enroot.image, pull: 'missing', archive: null })
      const asked = { name, image, labels: { test: name }, env: { TEXT: 'two\nlines' }, ulimits: ['nofile=100'] }
      return bareSpec({ ...asked, ...change })
    }

    const launch = async (name: string): Promise<ContainerHandle> => {
      const { labels } = await spec(name)
      return { id: (await runtime.launch(engine, await spec(name))).id, name, labels }
    }

    /** Ends the init of a container, as a reboot would. */
    const end = async (id: string): Promise<void> => {
      const [init] = readFileSync(join(containers, id, 'process'), 'utf8').split(' ')
      await host.exec(['sh', '-c', 'kill -KILL "$1"; while [ -e "/proc/$1" ]; do sleep 0.02; done', 'sh', init ?? ''])
    }

    it('ends and takes away a container whose lease is over, unless it was renewed or anything runs in it', async () => {
      writeFileSync(join(enroot.folder, 'apart'), '')
      const leased = async (name: string) => {
        const labels = { 'berth.launch': name }
        const { id } = await runtime.launch(engine, await spec(name, { labels, lease: 5 }))
        const folder = join(containers, id)
        const [init = ''] = readFileSync(join(folder, 'process'), 'utf8').split(' ')
        const gone = () => expect.poll(() => existsSync(folder), { interval: 200 }).toBe(false)
        return { id, init, gone }
      }
      const [short, renewed, held] = await Promise.all([leased('short'), leased('renewed'), leased('held')])
      const done = join(enroot.folder, 'done')
      const command = ['sh', '-c', 'until [ -e "$0" ]; do sleep 0.1; done', done]
      const running = host.exec(['nsenter', '--target', held.init, '--user', '--mount', ...command])
      const renewal = renewalCommand('renewed', 600, `/proc/${renewed.init}/root/var/lib/berth`)
      expect((await host.exec(renewal)).exitCode).toBe(0)
      await short.gone()
      // The others are looked at after the same time.
      await host.exec(['sleep', '3'])
      expect((await observe('short')).state).toBe('absent')
      expect((await observe('renewed')).state).toBe('running')
      expect((await observe('held')).state).toBe('running')
      writeFileSync(done, '')
      expect((await running).exitCode).toBe(0)
      await held.gone()
      await end(renewed.id)
      await renewed.gone()
      for (const file of ['apart', 'done']) rmSync(join(enroot.folder, file))
      expect(readdirSync(root)).toEqual(['.berth'])
    })

    it('leads a container through its life', async () => {
      expect(await observe('lab')).toMatchObject({ state: 'absent', engine: { version: '4.1.2' } })
      const handle = await launch('lab')
      expect(await observe('lab')).toMatchObject({ state: 'running', container: { ...handle, inside: null } })
      const entered = await runtime.exec(engine, handle.id, 'echo "$TEXT in $PWD"; ulimit -n', {
        workingDirectory: '/',
      })
      expect(entered.stdout).toBe('two\nlines in /\n100\n')
      await expect(runtime.launch(engine, await spec('lab'))).rejects.toMatchObject({ code: 'BERTH_NAME_TAKEN' })

      await end(handle.id)
      expect(await observe('lab')).toMatchObject({ state: 'stopped', container: handle })
      await expect(runtime.exec(engine, handle.id, 'true')).rejects.toMatchObject({
        reason: expect.stringMatching(/is not running/),
      })
      await runtime.restart(engine, handle)
      await runtime.restart(engine, handle)
      expect(await observe('lab')).toMatchObject({ state: 'running', container: handle })
      expect(await runtime.list(engine, handle.labels)).toEqual([handle])
      expect(await runtime.list(engine, { test: 'another' })).toEqual([])

      const other = { ...handle, labels: { test: 'another' } }
      await expect(runtime.remove(engine, other)).rejects.toMatchObject({
        reason: expect.stringMatching(/nothing was done/),
      })
      await runtime.remove(engine, handle)
      await runtime.remove(engine, handle)
      expect(await observe('lab')).toMatchObject({ state: 'absent' })
      expect(await runtime.list(engine, {})).toEqual([])
      await expect(runtime.restart(engine, handle)).rejects.toMatchObject({ reason: 'the container is gone' })
      await expect(runtime.exec(engine, handle.id, 'true')).rejects.toMatchObject({
        reason: expect.stringMatching(/No such container/),
      })
    })

    it.each(hostileUmasks)('what it keeps is for the login user alone, whatever the umask: %s', async (_, umask) => {
      const under = new StubEnroot(underUmask(container, umask))
      try {
        const own = {
          connection: under.host,
          facts: { ...facts, root: join(under.folder, 'data'), endsWithLogin: false },
        }
        const image = await runtime.ensureImage(own, { reference: 'lab:1', pull: 'missing', archive: null })
        const { id } = await runtime.launch(own, bareSpec({ name: 'lab', image, labels: { a: 'b' }, env: { A: 'b' } }))
        const store = join(under.folder, 'data/.berth')
        holdsMode('enroot-folder', modeOf(store))
        for (const entry of readdirSync(store, { recursive: true, withFileTypes: true })) {
          const mode = modeOf(join(entry.parentPath, entry.name))
          if (entry.isDirectory()) holdsMode('enroot-folder', mode)
          else if (entry.isFile()) holdsMode('enroot-file', mode)
        }
        holdsMode('enroot-file', modeOf(join(under.folder, 'data/lab/.berth')))
        await runtime.remove(own, { id, name: 'lab', labels: {} })
      } finally {
        under.remove()
      }
    })

    it('lets a command make files as the login user does', async () => {
      const handle = await launch('masked')
      const { stdout } = await host.exec('umask')
      expect((await runtime.exec(engine, handle.id, 'umask')).stdout).toBe(stdout)
      await runtime.remove(engine, handle)
    })

    it('keeps the environment out of argument lists, and gives it to each start and each command', async () => {
      const kept = (file: string): string => readFileSync(join(enroot.folder, file), 'utf8')
      const env = { LINE: 'a line of "its" own', LINES: 'two\nlines', SHELL: '/bin/other', EMPTY: '' }
      const asked = await spec('kept', { env })
      const handle = { ...asked, id: (await runtime.launch(engine, asked)).id }
      for (const start of [async () => undefined, () => runtime.restart(engine, handle)]) {
        await start()
        expect(kept('variables')).toBe('LINE=a line of "its" own\nEMPTY=\n')
        expect(kept('started')).not.toMatch(/line|other/)
        const command = [
          'sh',
          '-c',
          'printf "%s|" "$LINE" "$LINES" "$SHELL" "$CALL"; cat; tr "\\0" " " </proc/$PPID/cmdline >&2',
        ]
        const { stdout, stderr } = await runtime.exec(engine, handle.id, command, {
          env: { CALL: 'a\nb' },
          stdin: 'in\nput',
        })
        expect(stdout).toBe(`${env.LINE}|${env.LINES}|${env.SHELL}|a\nb|in\nput`)
        expect(stderr).not.toMatch(/a line|lines|other/)
        // Nobody waits for more input than the command took.
        const endless = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) }
        expect(await runtime.exec(engine, handle.id, 'exit 3', { stdin: endless })).toMatchObject({ exitCode: 3 })
        await end(handle.id)
      }
      await runtime.remove(engine, handle)
    })

    it('takes nothing that another host made for stopped, and neither enters, restarts, removes nor replaces it', async () => {
      const handle = await launch('lab')
      const own = await launch('own')
      enroot.rename('another')
      try {
        for (const state of ['running', 'stopped']) {
          if (state === 'stopped') await end(handle.id)
          expect(await observe('lab'), state).toMatchObject({
            state: 'unknown',
            reason: expect.stringMatching(/^container lab in .* belongs to the host .*; this is another \(/),
            remedy: expect.arrayContaining([expect.objectContaining({ id: 'enroot-own' })]),
          })
          const elsewhere = { reason: expect.stringMatching(/belongs to the host/) }
          await expect(runtime.restart(engine, handle)).rejects.toMatchObject(elsewhere)
          await expect(runtime.remove(engine, handle)).rejects.toMatchObject(elsewhere)
          await expect(runtime.exec(engine, handle.id, 'true')).rejects.toMatchObject(elsewhere)
          await expect(runtime.launch(engine, await spec('lab'))).rejects.toMatchObject({
            code: 'BERTH_NAME_TAKEN',
            ...elsewhere,
          })
          expect(await runtime.list(engine, {})).toEqual([])
        }
      } finally {
        enroot.rename(null)
      }
      expect(await observe('lab')).toMatchObject({ state: 'stopped', container: handle })
      expect(await observe('own')).toMatchObject({ state: 'running', container: own })
      await runtime.remove(engine, handle)
      await runtime.remove(engine, own)
    })

    runsRemedy('enroot-own', 'a container is that of its host again, which has another name now', async () => {
      const handle = await launch('lab')
      enroot.rename('new-name')
      try {
        const seen = await observe('lab')
        if (seen.state !== 'unknown') throw new Error(seen.state)
        await host.exec(['sh', '-c', printedCommand(remedyText(seen.remedy, [host.host]), 'uname').line])
        expect(await observe('lab')).toMatchObject({ state: 'running', container: handle })
        await runtime.remove(engine, handle)
      } finally {
        enroot.rename(null)
      }
    })

    it('tells root filesystems apart that came one after the other under a name, whatever their inodes', async () => {
      const rootfs = join(root, 'lab')
      const current = async (): Promise<ContainerHandle | null> => {
        const seen = await observe('lab')
        if (seen.state === 'unknown') throw new Error(seen.reason)
        return seen.state === 'absent' ? null : seen.container
      }
      const step = fc.constantFrom('launch', 'take away', 'put there', 'remove', 'remove earlier ones')
      await fc.assert(
        fc
          .asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
            const ours = new Set<string>()
            const seen = new Map<string, ContainerHandle>()
            let before: ContainerHandle | null = null
            for (const step of ['launch', ...steps]) {
              const isThere = existsSync(rootfs)
              expect(before !== null).toBe(isThere)
              if (step === 'launch' && !isThere) ours.add((await launch('lab')).id)
              if (step === 'take away' && isThere) rmSync(rootfs, { recursive: true })
              if (step === 'put there' && !isThere) mkdirSync(rootfs)
              if (step === 'remove' && before !== null) await runtime.remove(engine, before)
              if (step === 'remove earlier ones') {
                const earlier = [...seen.values()].filter((one) => one !== seen.get(before?.id ?? ''))
                for (const handle of earlier) await runtime.remove(engine, handle).catch(() => undefined)
              }
              const after: ContainerHandle | null = await current()
              const changes =
                step === 'launch' || step === 'put there' ? !isThere : step !== 'remove earlier ones' && isThere
              if (!changes) expect(after?.id).toBe(before?.id)
              else if (step === 'launch') expect(ours).toContain(after?.id)
              else if (step === 'put there') expect([...seen.keys(), ...ours]).not.toContain(after?.id)
              else expect(after).toBeNull()
              if (after !== null) {
                seen.set(after.id, after)
                expect(after.labels).toEqual(ours.has(after.id) ? { test: 'lab' } : {})
              }
              before = after
            }
          })
          .afterEach(async () => {
            rmSync(rootfs, { recursive: true, force: true })
            await runtime.remove(engine, await launch('lab'))
          }),
        { numRuns: 8 },
      )
    })

    it('starts no container without the hook that brings the GPUs in', async () => {
      const gpus = await spec('lab', { gpus: 'all' })
      await expect(runtime.launch(engine, gpus)).rejects.toMatchObject({
        code: 'BERTH_LAUNCH_FAILED',
        message: expect.stringContaining('enroot has no hook 98-nvidia.sh'),
        remedy: expect.stringMatching(/NVIDIA's container library .* or take gpus out/),
      })
    })

    it('begins in the working directory that is asked for', async () => {
      const workdir = join(enroot.folder, 'work space')
      const asked = await spec('lab', { workdir })
      const handle = { ...asked, id: (await runtime.launch(engine, asked)).id }
      const [init] = readFileSync(join(containers, handle.id, 'process'), 'utf8').split(' ')
      expect(readlinkSync(`/proc/${init}/cwd`)).toBe(workdir)
      await runtime.remove(engine, handle)
    })

    it('starts a container with the settings that it was made with, each time', async () => {
      const settings = (): string => readFileSync(join(enroot.folder, 'settings'), 'utf8')
      const plain = await launch('lab')
      expect(settings()).toBe('ENROOT_LOGIN_SHELL=no\n')
      const asked = await spec('other', { own: { mount_home: true, restrict_dev: false } })
      const other = { ...asked, id: (await runtime.launch(engine, asked)).id }
      const decided = 'ENROOT_LOGIN_SHELL=no\nENROOT_MOUNT_HOME=yes\nENROOT_RESTRICT_DEV=no\n'
      expect(settings()).toBe(decided)
      for (const [handle, expected] of [
        [plain, 'ENROOT_LOGIN_SHELL=no\n'],
        [other, decided],
      ] as const) {
        await end(handle.id)
        await runtime.restart(engine, handle)
        expect(settings()).toBe(expected)
        await runtime.remove(engine, handle)
      }
    })

    it('starts no container again whose source is not there, and starts it when the source is back', async () => {
      const [source, away] = [join(enroot.folder, 'source'), join(enroot.folder, 'away')]
      mkdirSync(source)
      const mounted = (path: string): VolumeSpec => ({ kind: 'bind', source: path, target: path, options: 'ro' })
      const asked = await spec('lab', { volumes: [mounted(enroot.folder), mounted(source)] })
      const handle = { ...asked, id: (await runtime.launch(engine, asked)).id }
      await end(handle.id)
      renameSync(source, away)
      await expect(runtime.restart(engine, handle)).rejects.toMatchObject({
        code: 'BERTH_RESTART_FAILED',
        reason: `bind source path does not exist: ${source}`,
        remedy: 'Bring that path back on the host: the container was made with it.',
      })
      expect(await observe('lab')).toMatchObject({ state: 'stopped' })
      renameSync(away, source)
      await runtime.restart(engine, handle)
      await runtime.remove(engine, handle)
    })

    it('leaves nothing of a launch that fails', async () => {
      writeFileSync(join(enroot.folder, 'unstartable'), '')
      const unstartable = runtime.launch(engine, await spec('lab'))
      await expect(unstartable).rejects.toMatchObject({
        code: 'BERTH_LAUNCH_FAILED',
        reason: expect.stringMatching(/failed to mount: \/x/),
      })
      rmSync(join(enroot.folder, 'unstartable'))
      const loop = join(enroot.folder, 'loop')
      symlinkSync('loop', loop)
      const changes: [Partial<ContainerSpec>, RegExp][] = [
        [
          { volumes: [{ kind: 'bind', source: '/no/such', target: '/x', options: null }] },
          /does not exist: \/no\/such/,
        ],
        [{ volumes: [{ kind: 'bind', source: loop, target: '/x', options: null }] }, /cannot be looked at: stat: /],
        [{ groupAdd: ['4194303'] }, /not in group 4194303/],
        [{ network: 'bridge' }, /enroot cannot do what is asked for/],
      ]
      for (const [change, reason] of changes) {
        const refused = runtime.launch(engine, await spec('lab', change))
        await expect(refused).rejects.toMatchObject({
          code: 'BERTH_LAUNCH_FAILED',
          reason: expect.stringMatching(reason),
        })
      }
      const { image, ...rest } = await spec('lab')
      const replaced = runtime.launch(engine, {
        ...rest,
        image: { ...image, configDigest: `sha256:${'0'.repeat(64)}` },
      })
      await expect(replaced).rejects.toMatchObject({
        reason: expect.stringMatching(/is not the one that was compared/),
      })
      expect(readdirSync(containers)).toEqual([])
      expect(await observe('lab')).toMatchObject({ state: 'absent' })
    })

    it('links an archive, imports what a registry has, and tells of both', async () => {
      const told: string[] = []
      const options = { onProgress: (message: string) => told.push(message) }
      const loaded = { reference: 'of/archive:1', pull: 'never', archive: enroot.image } as const
      const image = await runtime.ensureImage(engine, loaded, options)
      const pulled = { reference: 'of/registry:1', pull: 'missing', archive: null } as const
      expect((await runtime.ensureImage(engine, pulled, options)).configDigest).not.toBe(image.configDigest)
      const [first, ...rest] = told
      expect(first).toBe(`loading ${enroot.image}`)
      // What begins is told on one stream, what enroot says on the other: there is no order between them.
      expect(rest.toSorted()).toEqual(['[INFO] Fetching image manifest', 'importing of/registry:1'])
      expect(await observe('lab', 'of/archive:1')).toMatchObject({ localImage: image })
      expect(await runtime.ensureImage(engine, loaded, options)).toEqual(image)
      expect(told).toHaveLength(3)
    })

    it('tells of all containers of the user, with what is inside of those that run', async () => {
      const labels = { 'berth.launch': 'l1', 'berth.run': 'r' }
      const devices = [{ path: '/dev/null', target: null, permissions: null }]
      const running = await runtime.launch(engine, await spec('listed', { labels, devices }))
      const ended = await launch('listed-too')
      await end(ended.id)
      const inventory = await runtime.inventory?.(host, { privilege: 'plain' })
      const [own] = inventory?.engines ?? []
      const named = (name: string) => own?.containers.find((one) => one.name === name)
      expect([inventory?.troubles, own?.engine.root]).toEqual([[], root])
      expect(named('listed')).toMatchObject({
        ...{ id: running.id, labels, state: 'running', devices: ['/dev/null'], imageReference: enroot.image },
        inside: { text: expect.stringMatching(/^inside 1\n(.*\n)*end\n$/) },
      })
      expect(named('listed-too')).toMatchObject({
        state: 'stopped',
        inside: null,
        startedAt: expect.stringContaining('T'),
      })
      enroot.rename('another-host')
      expect((await runtime.inventory?.(host, { privilege: 'plain' }))?.engines[0]?.containers).toEqual([])
      enroot.rename(null)
      await runtime.remove(engine, { id: running.id, name: 'listed', labels })
      await runtime.remove(engine, ended)
    })

    it('says why an image cannot be had', async () => {
      const refused = (source: object) =>
        runtime.ensureImage(engine, { reference: 'none:1', pull: 'missing', archive: null, ...source })
      await expect(refused({ pull: 'never' })).rejects.toMatchObject({
        reason: expect.stringMatching(/not to be pulled/),
      })
      await expect(refused({ reference: '/no/such' })).rejects.toMatchObject({
        reason: expect.stringMatching(/is not there/),
      })
      await expect(refused({ archive: '/no/such' })).rejects.toMatchObject({
        reason: expect.stringMatching(/could not be loaded/),
      })
      await expect(refused({ archive: '/etc/hostname' })).rejects.toMatchObject({
        reason: expect.stringMatching(/no squashfs image/),
      })
      expect(await observe('lab', 'none:1')).toMatchObject({ localImage: null })
      expect(existsSync(join(enroot.folder, 'data/.berth/images/none%3A1.sqsh'))).toBe(false)
    })
  },
)
