import { afterAll, beforeAll, expect, it } from 'vitest'
import { berthLabels } from '../../../core/src/lifetime/owners/labels.js'
import { actsOnReaders, colours, hostilePieces } from '../../../core/test/errors/hostile-text.js'
import { BerthCommand } from './berth-command.js'
import { describeReal, engines, runOfAnotherUser, testbed, uniqueName } from './support/index.js'

/** All that an argument can hold. */
const words = hostilePieces
  .filter((piece) => piece.length < 1000 && !/\0|\p{Surrogate}/u.test(piece))
  .map((piece) => `${piece}.`)
  .join('')

describeReal('a hostile container', () => {
  const name = uniqueName()
  const made: BerthCommand[] = []
  const addresses = (): [string, string] => {
    const [first = '', second = ''] = testbed().hosts.map(({ address }) => address)
    return [first, second]
  }
  const make = (host: string, labels: Readonly<Record<string, string>>): Promise<string> => {
    const flags = Object.entries(labels).flatMap((label) => ['--label', label.join('=')])
    const facts = ['--name', name, '--network', 'host', '--init', '--env', `EVIL=${words}`]
    return engines(testbed()).command(host, 'run', '--detach', ...facts, ...flags, 'berth/busybox:1', 'sleep', '86400')
  }
  const berth = async (lifetime: string): Promise<BerthCommand> => {
    const container = { image: 'berth/busybox:1', name, sshd: false, setup_script: false, lifetime }
    const hosts = testbed().hosts.slice(0, 2)
    const file = await testbed().clusterFile({ ...container, runtime: { args: { defaults: 'none' } } }, { hosts })
    const one = new BerthCommand(file, testbed().knownHostsFile)
    made.push(one)
    return one
  }

  beforeAll(async () => {
    const [first, second] = addresses()
    const { owner } = runOfAnotherUser()
    const evil = { ...owner, user: `root${words}`, machine: `here${words}` }
    const labels = { cluster: words, run: `run${words}`, launch: words, handedOver: true, owner: evil } as const
    await make(first, { maintainer: words, 'berth.no': words })
    await make(second, { ...berthLabels({ ...labels, lifetime: 'persistent', spec: words }), maintainer: words })
  })
  afterAll(async () => {
    await engines(testbed()).clear([name])
    for (const one of made) one.remove()
  })

  it.each(['status', 'plan', 'up', 'down', 'ps'])('is shown harmless by %s', async (subcommand) => {
    const one = await berth('per_run')
    const { stdout, stderr } = await one.run(subcommand)
    expect(`${stdout}${stderr}`).not.toBe('')
    expect(`${stdout}${stderr}`).not.toMatch(actsOnReaders)
    expect(`${stdout}${stderr}`).not.toMatch(/^(?:gpu002|\s*→ Run: rm)/m)
    const json = await one.run(subcommand, '--json')
    expect(`${json.stdout}${json.stderr}`).not.toMatch(actsOnReaders)
    expect(JSON.parse(json.stdout)).toMatchObject({ command: subcommand })
    expect((await one.onTerminal(subcommand)).replaceAll(colours, '')).not.toMatch(actsOnReaders)
  })

  const print = ['--', 'sh', '-c', 'printf %s "$EVIL"; printf %s "$EVIL" >&2'] as const

  it('prints to a pipe what it prints', async () => {
    const { stdout, stderr } = await (await berth('no_launch')).run('exec', ...print)
    expect(stdout).toContain(words)
    expect(stderr).toContain(words)
    expect(stdout).toMatch(/^── .* ──\n/)
  })

  it('prints nothing to a terminal that acts there, or poses as another host', async () => {
    const one = await berth('no_launch')
    const whole = (await one.onTerminal('exec', ...print)).replaceAll(colours, '')
    expect(whole).toContain('evil.example')
    expect(whole).not.toMatch(actsOnReaders)

    const lines = (await one.onTerminal('exec', '--stream', ...print)).replaceAll(colours, '')
    expect(lines).toContain('evil.example')
    expect(lines).not.toMatch(actsOnReaders)
    const prefixes = addresses().map((address) => `${address} `)
    const posing = lines
      .trimEnd()
      .split('\n')
      .filter((line) => line.includes('│') && !prefixes.some((prefix) => line.startsWith(prefix)))
    expect(posing).toEqual([])
    for (const line of lines.split('\n')) expect([...line].length).toBeLessThanOrEqual(80)
  })
})
