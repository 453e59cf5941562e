import type { ClusterEvent, RuntimeArgsInput } from '@berth/core'
import { expect } from 'vitest'
import { describeOnEngine, realTest as test, testbed, uniqueName, usePlace } from './support/index.js'

const oneHost = { hostsOf: ({ hosts }: ReturnType<typeof testbed>) => hosts.slice(0, 1) }

describeOnEngine('arguments of the runtime', (kind) => {
  const place = usePlace(testbed, { ...oneHost, kind })
  const only = (): string => place().addresses[0] ?? ''
  const open = (args: RuntimeArgsInput, container = {}, onEvent?: (event: ClusterEvent) => void) =>
    place().open('persistent', onEvent === undefined ? {} : { onEvent }, {
      ...container,
      runtime: { args: { defaults: 'none', ...args } },
    })
  const onHost = async (...argv: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await place().testbed.run(only(), argv)
    if (exitCode !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
    return stdout.trim()
  }
  const inside = async (cluster: ReturnType<typeof open>, command: string): Promise<string> =>
    (await cluster.exec(command)).throwIfFailed().get(only()).stdout.trim()

  test('are what a container has', async () => {
    const warnings: string[] = []
    const args = {
      network: 'host',
      ipc: 'private',
      shm_size: '128m',
      tmpfs: ['/scratch:size=1m'],
      workdir: '/etc',
      hostname: 'trainer',
      ulimit: ['memlock=unlimited'],
      extra: ['--memory', '200m'],
    } as const
    const cluster = open(args)
    await cluster.up()
    expect(await inside(cluster, 'df -k /dev/shm | tail -n 1')).toContain(' 131072 ')
    expect(await inside(cluster, 'df -k /scratch | tail -n 1')).toContain(' 1024 ')
    expect(await inside(cluster, 'pwd; hostname')).toBe('/etc\ntrainer')
    // Hosts of the testbed may raise no limit: Podman's own record of the words is what is left to be seen of it.
    const asked = kind.program === 'podman' ? '.Config.CreateCommand' : '.HostConfig.Ulimits'
    const limits = `{{.HostConfig.Memory}} {{json ${asked}}}`
    const made = await place().engines.command(only(), 'inspect', '--format', limits, place().name)
    expect(made).toMatch(/^209715200 .*(memlock=-1|"memlock","Hard":-1,"Soft":-1)/)

    const other = open({ ...args, shm_size: '64m', workdir: '/' }, {}, (event) => {
      if (event.type === 'warning') warnings.push(event.message)
    })
    await other.up()
    expect(warnings.join('\n')).toMatch(/args\.shm_?size.*128m.*64m/i)
    expect(warnings.join('\n')).toMatch(/args\.workdir.*\/etc/)
    expect(warnings.join('\n')).not.toMatch(/args\.(?!shm_?[sS]ize|workdir)/)
    await cluster.down({ destroy: true })
  })

  test('a size of shared memory that is the host’s is no hindrance', async () => {
    const cluster = open({ ipc: 'host', shm_size: '128m' })
    await cluster.up()
    expect(await inside(cluster, 'df -k /dev/shm | tail -n 1')).not.toContain(' 131072 ')
    await cluster.down({ destroy: true })
  })

  test('the processes of the host are seen where they are asked for', async () => {
    const cluster = open({ pid: 'host' })
    await cluster.up()
    expect(await inside(cluster, 'cat /proc/1/comm')).toBe(await onHost('cat', '/proc/1/comm'))
    await cluster.down({ destroy: true })
  })

  test('a volume and a source that was made stay when the container goes, with what is in them', async () => {
    const volume = uniqueName('volume')
    const folder = `/home/${place().name}`
    const user = kind.program === 'podman' ? 'root' : 'berth'
    await onHost('install', '-d', '-o', user, folder)
    try {
      const args = { volumes: [`${volume}:/data`, `${folder}/a b/c:/made:create,rw`] }
      const cluster = open(args)
      await cluster.up()
      await inside(cluster, 'echo kept >/data/file && echo kept >/made/file')
      expect(await onHost('stat', '-c', '%U', `${folder}/a b/c`, `${folder}/a b`)).toBe(`${user}\n${user}`)
      await cluster.down({ destroy: true })
      const again = open(args)
      await again.up()
      expect(await inside(again, 'cat /data/file /made/file')).toBe('kept\nkept')
      await again.down({ destroy: true })
      expect(await place().engines.command(only(), 'volume', 'ls', '--quiet')).toContain(volume)
    } finally {
      await onHost('rm', '-r', folder)
      await place().engines.command(only(), 'volume', 'rm', volume)
    }
  })

  test('a source that the login user may not make is told, and nothing is launched', async () => {
    const source = `/proc/${place().name}`
    await expect(open({ volumes: [`${source}:/data:create`] }).up()).rejects.toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      message: expect.stringContaining(source),
    })
    expect(await place().engines.look(only(), place().name)).toBeNull()
  })

  const withEntrypoint = async (script: string, work: (image: string) => Promise<void>): Promise<void> => {
    const image = `berth/${uniqueName('entry')}:1`
    const made = await place().engines.command(only(), 'create', '--network', 'none', 'berth/busybox:1', 'true')
    const entrypoint = `ENTRYPOINT ${JSON.stringify(['/bin/sh', '-c', script, 'entry'])}`
    await place().engines.command(only(), 'commit', '--change', entrypoint, made, image)
    await place().engines.command(only(), 'rm', made)
    try {
      await work(image)
    } finally {
      await place().engines.command(only(), 'image', 'rm', '--force', image)
    }
  }

  test('the entrypoint of the image runs where it is kept, and runs the sleeping init', async () => {
    await withEntrypoint('echo entered >/entered; sleep 1; exec "$@"', async (image) => {
      const cluster = open({ entrypoint: 'keep' }, { image })
      await cluster.up()
      expect(await inside(cluster, 'cat /entered')).toBe('entered')
      await cluster.down({ destroy: true })
    })
  })

  test('an entrypoint that ends is told with what it printed, and leaves nothing', async () => {
    await withEntrypoint('echo I know no "$1"; sleep 1; exit 7', async (image) => {
      await expect(open({ entrypoint: 'keep' }, { image }).up()).rejects.toMatchObject({
        code: 'BERTH_LAUNCH_FAILED',
        message: expect.stringMatching(/ended at once, with exit code 7, and printed: I know no \/bin\/sh/),
      })
      expect(await place().engines.look(only(), place().name)).toBeNull()
    })
  })

  test('GPUs are devices of CDI with Podman, and are told to be out of reach where the engine has none', async () => {
    await expect(open({ gpus: 'all' }).up()).rejects.toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      message: expect.stringMatching(/nvidia\.com\/gpu=all|could not select device driver/),
    })
    expect(await place().engines.look(only(), place().name)).toBeNull()
    if (kind.program !== 'podman') return
    const edits = { deviceNodes: [{ path: '/dev/fuse' }] }
    const devices = [{ name: '0', containerEdits: edits }]
    const cdi = JSON.stringify({ cdiVersion: '0.5.0', kind: 'nvidia.com/gpu', devices })
    await onHost('sh', '-c', 'mkdir -p /etc/cdi && printf %s "$1" >/etc/cdi/berth-test.json', 'sh', cdi)
    try {
      const cluster = open({ gpus: ['0'] })
      await cluster.up()
      expect(await inside(cluster, 'ls /dev/fuse')).toBe('/dev/fuse')
      await cluster.down({ destroy: true })
    } finally {
      await onHost('rm', '/etc/cdi/berth-test.json')
    }
  })
})
