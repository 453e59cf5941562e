import { beforeEach, expect } from 'vitest'
import {
  describeOnEngine,
  describeReal,
  type Place,
  realTest as test,
  testbed,
  uniqueName,
  usePlace,
} from './support/index.js'

const oneHost = { hostsOf: ({ hosts }: ReturnType<typeof testbed>) => hosts.slice(0, 1) }

/** Lines of a Dockerfile that make life hard for who runs another program than the image's own. */
const lines = [
  'VOLUME /data /more',
  'ENTRYPOINT ["/bin/sh", "-c", "exit 7"]',
  'CMD ["--serve"]',
  'USER 1000',
  'HEALTHCHECK --interval=1s --timeout=1s --retries=1 CMD exit 1',
]

/** Builds an image on the place's only host, by the engine's own means; removed after the test by its name. */
async function build({ testbed, addresses, kind }: Place, base: string): Promise<string> {
  const [host = ''] = addresses
  const image = `berth/${uniqueName('odd')}:1`
  const how = kind.program === 'podman' ? '--format docker --pull=never' : ''
  const dockerfile = [`FROM ${base}`, ...lines].map((line) => `'${line}'`).join(' ')
  const { exitCode, stderr } = await testbed.run(
    host,
    `d=$(mktemp -d) && printf '%s\\n' ${dockerfile} >"$d/Dockerfile" && ${kind.program} build ${how} -t ${image} "$d"`,
  )
  if (exitCode !== 0) throw new Error(stderr)
  return image
}

describeOnEngine('images as they are', (kind) => {
  const place = usePlace(testbed, { ...oneHost, kind })
  const only = (): string => place().addresses[0] ?? ''
  const volumes = async (): Promise<readonly string[]> =>
    (await place().engines.command(only(), 'volume', 'ls', '--quiet')).split('\n').sort()
  let image = ''
  beforeEach(async () => {
    image = await build(place(), 'berth/busybox:1')
    return async () => void (await place().engines.command(only(), 'image', 'rm', '--force', image))
  })

  test('the volumes of an image go with the container, and no other volume does', async () => {
    const own = await place().engines.command(only(), 'volume', 'create')
    const before = await volumes()
    const cluster = place().open('per_run', {}, { image })
    await cluster.up()
    expect((await volumes()).length).toBe(before.length + 2)
    expect((await cluster.exec('echo kept >/data/x && cat /data/x', { user: '0' })).get(only()).stdout).toBe('kept\n')
    await cluster.down()
    expect(await volumes()).toEqual(before)

    const lasting = place().open('persistent', {}, { image })
    await lasting.up()
    await lasting.down()
    expect((await volumes()).length).toBe(before.length + 2)
    await lasting.down({ destroy: true })
    expect(await volumes()).toEqual(before)
    await place().engines.command(only(), 'volume', 'rm', own)
  })

  test('an entrypoint that swallows words runs nothing, and commands are of the user of the image', async () => {
    const cluster = place().open('per_run', {}, { image })
    await cluster.up()
    expect((await cluster.exec(['id', '-u'])).get(only())).toMatchObject({ exitCode: 0, stdout: '1000\n' })
    expect((await cluster.exec(['id', '-u'], { user: '0' })).get(only()).stdout).toBe('0\n')
  })

  test('a health check of what does not run is not run, and says nothing of the container', async () => {
    const cluster = place().open('persistent', {}, { image })
    await cluster.up()
    const health = await place().engines.command(only(), 'inspect', '--format', '{{json .State}}', place().name)
    expect(health).not.toMatch(/unhealthy|"starting"/)
    expect((await cluster.status()).get(only())?.observation).toMatchObject({ state: 'running' })
    await place().open('persistent', {}, { image }).attach()
  })
})

describeReal('images as they are, with what a setup script needs', () => {
  const place = usePlace(testbed, oneHost)

  test('a setup script is run as root, without sudo, and sshd after it', async () => {
    const image = await build(place(), 'berth/debian-sshd:12')
    const [host = ''] = place().addresses
    const cluster = place().open('per_run', {}, { image, sshd: true, sshd_port: 22_441, setup_script: null })
    await cluster.up()
    expect((await cluster.exec(['id', '-u'])).get(host).stdout).toBe('1000\n')
    const inside = await cluster.exec(`ssh ${host} id -u`, { user: '0' })
    expect(inside.get(host)).toMatchObject({ exitCode: 0, stdout: '0\n' })
    await cluster.down()
    await place().engines.command(host, 'image', 'rm', '--force', image)
  })
})
