import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, CompensationError, KeptError } from '@berth/core'
import { dockerRuntime } from '@berth/runtime-docker'
import { afterAll, beforeAll, expect } from 'vitest'
import { describeReal, type Place, realTest as test, testbed, usePlace } from './support/index.js'

const image = 'berth/debian-sshd:12'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-undo-'))
  await writeFile(join(folder, 'setup.sh'), 'echo once >>/runs\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Brings a set up with an sshd that fails; `meanwhile` comes when all else is done. */
async function failAtSshd(
  place: Place,
  lifetime: 'per_run' | 'persistent',
  scripted: boolean,
  meanwhile: (maker: Cluster) => Promise<void>,
): Promise<unknown> {
  const runtime = dockerRuntime()
  let comes: Promise<void> | undefined
  let atSshd = false
  const keys = { image, sshd: true, setup_script: scripted ? join(folder, 'setup.sh') : false } as const
  const maker: Cluster = place.open(
    lifetime,
    {
      onEvent: (event) => {
        atSshd ||= event.type === 'host' && event.step === 'sshd'
      },
      runtimes: {
        docker: {
          ...runtime,
          exec: async (...call) => {
            if (atSshd) {
              comes ??= meanwhile(maker)
              await comes
              throw new Error('no sshd here')
            }
            return runtime.exec(...call)
          },
        },
      },
    },
    keys,
  )
  return maker.up().catch((error: unknown) => error)
}

describeReal('the last step of an up fails, and others have come by then', () => {
  const place = usePlace(testbed)
  const keys = { image, sshd: false } as const

  test.each([true, false])('a persistent set stays under them; it was to be set up: %s', async (scripted) => {
    const user = place().open('persistent', {}, { ...keys, setup_script: scripted ? join(folder, 'setup.sh') : false })
    const error = await failAtSshd(place(), 'persistent', scripted, async () => {
      await user.attach()
    })
    expect(error).toBeInstanceOf(KeptError)
    const there = await place().snapshot()
    expect([...there.values()].map((seen) => seen?.running)).toEqual([true, true])
    expect(user.containers).toEqual(new Map([...there].map(([host, seen]) => [host, seen?.id])))
    const runs = await user.exec('cat /runs 2>/dev/null; ls -d /var/lib/berth/c*')
    const expected = scripted ? 'once\n/var/lib/berth/committed\n' : '/var/lib/berth/committed\n'
    expect(new Set([...runs].map(({ stdout }) => stdout))).toEqual(new Set([expected]))
    expect((await place().open('persistent', {}, keys).up())?.action).toBe('attach')
  })

  test('a per_run set stays under who has adopted its run, and goes when nobody has', async () => {
    let user: Cluster | undefined
    const error = await failAtSshd(place(), 'per_run', true, async (maker) => {
      user = place().open('per_run', { run: maker.run }, keys)
      await user.attach()
    })
    expect(error).toBeInstanceOf(CompensationError)
    expect((error as CompensationError).message).toMatch(/container [0-9a-f]{64} is left: it is in use by run/)
    const there = await place().snapshot()
    expect([...there.values()].map((seen) => seen?.running)).toEqual([true, true])
    ;(await user?.exec('true'))?.throwIfFailed()
    await user?.down()
    expect([...(await place().snapshot()).values()]).toEqual([null, null])

    await failAtSshd(place(), 'per_run', true, async () => undefined)
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
  })
})

describeReal('an image that was made of a container that was set up', () => {
  const place = usePlace(testbed, { hostsOf: (hosts) => hosts.hosts.slice(0, 1) })

  test('brings along neither its marker, its commit nor its claims: the setup script runs', async () => {
    const [host = ''] = place().addresses
    const setup = { image, sshd: false, setup_script: join(folder, 'setup.sh') } as const
    const maker = place().open('persistent', {}, setup)
    await maker.up()
    const claim = `printf '%s 1 other {}\\n' "$1" >/var/lib/berth/claims/x`
    const [seen] = (await place().snapshot()).values()
    const launch = seen?.labels['berth.launch'] ?? ''
    const left = ['sh', '-c', `mkdir -p /var/lib/berth/claims && ${claim}`, 'sh', launch]
    ;(await maker.exec(left)).throwIfFailed()
    const committed = `berth/committed-${place().name.toLowerCase()}:1`
    await place().engines.command(host, 'commit', place().name, committed)
    try {
      await place().open('persistent', {}, setup).down({ destroy: true })
      const cluster = place().open('persistent', {}, { ...setup, image: committed })
      await cluster.up()
      const runs = await cluster.exec('cat /runs; cat /var/lib/berth/committed')
      const [again] = (await place().snapshot()).values()
      const now = again?.labels['berth.launch'] ?? ''
      expect(runs.get(host).stdout).toMatch(new RegExp(`^once\nonce\n${now} [0-9a-f-]{36}\n$`))
      expect(now).not.toBe(launch)
      await place()
        .open('persistent', {}, { ...setup, image: committed })
        .down({ destroy: true })
    } finally {
      await place().engines.command(host, 'rmi', '--force', committed)
    }
  })
})
