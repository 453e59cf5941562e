import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa, type ResultPromise } from 'execa'
import { expect, vi } from 'vitest'
import { describeReal, realTest as test, testbed, usePlace } from '../support/index.js'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const berth = at('../../../bin/berth.js')
const BERTH_PYTHON = at('../../../examples/python')

describeReal('the Python face', () => {
  const place = usePlace(testbed)

  test('gives a suite what it is used to get, from setup to teardown', async () => {
    const [first = '', second = ''] = place().addresses
    const told = await suite('whole job', await file({ lifetime: 'per_run' }))
    const onEach = (value: (host: string, rank: number) => unknown): Record<string, unknown> =>
      Object.fromEntries(place().addresses.map((host, rank) => [host, value(host, rank)]))
    expect(told).toEqual({
      type: 'container',
      hosts: [first, second],
      head: first,
      volumes: ['/tmp:/host-tmp'],
      before: false,
      'too early': 'No containers running. Call setup_containers() first.',
      setup: true,
      running: true,
      plain: onEach(() => 'a   b\nlasterr\n'),
      detailed: onEach((_, rank) => ({ output: `${rank}\n`, exit_code: 3 })),
      killed: { [second]: { output: '', exit_code: 137 } },
      'wrong words': { [first]: { output: '', exit_code: 2 } },
      late: { [first]: { output: `begun\n\nABORT: Timeout Error in Host: ${first}\n`, exit_code: -1 } },
      each: onEach((_, rank) => `NODE_RANK=${rank}\n`),
      'head only': { [first]: 'h1\n' },
      'on hosts': onEach(() => '0\n'),
      'on head': { [first]: { output: 'h1\n', exit_code: 0 } },
      'each host': onEach((host) => `${host}\n`),
      teardown: true,
      after: false,
    })
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
  }, 180_000)

  test('leaves nothing of a setup that failed, and says that it did', async () => {
    const script = join(await mkdtemp(join(tmpdir(), 'berth-python-')), 'setup.sh')
    await writeFile(script, 'exit 3\n')
    const image = { image: 'berth/debian:12', lifetime: 'per_run', setup_script: script }
    expect(await suite('failing setup', await file(image))).toEqual({ setup: false, teardown: true })
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
    await rm(dirname(script), { recursive: true })
  }, 120_000)

  test('runs on hosts without containers, where there is nothing to bring up or down', async () => {
    const [first = ''] = place().addresses
    const baremetal = await testbed().clusterFile(undefined, { hosts: testbed().hosts.slice(0, 1) })
    const told = await suite('baremetal', baremetal)
    expect(told).toEqual({ setup: true, name: '', here: { [first]: 'here\n' }, teardown: true })
  })

  test('takes what suites have in memory, and names what is wrong with it', async () => {
    const told = await suite('objects', await file({}))
    expect(told).toEqual({
      dictionary: place().addresses,
      unnamed: `${userInfo().username}_berth_busybox_1`,
      object: place().name,
      wrong: [true, true, expect.stringContaining('orchestrator')],
    })
  })

  test('has all hosts that one key stands for, all that they print, and exit codes that are Berth’s too', async () => {
    const hosts = place().addresses
    const [first = ''] = hosts
    const network = first.slice(0, first.lastIndexOf('.'))
    const numbers = hosts.map((host) => host.slice(network.length + 1)).join(',')
    const told = await suite('hosts of one key', await file({}, { [`${network}.[${numbers}]`]: {} }))
    expect(told).toEqual({
      hosts,
      each: Object.fromEntries(hosts.map((host) => [host, `${host}\n`])),
      'too few': '1 commands for 2 hosts',
      two: { [first]: { output: '', exit_code: 2 } },
      nothing: { [first]: { output: '', exit_code: 0 } },
      printed: Object.fromEntries(hosts.map((host) => [host, [1_200_004, 'end\n']])),
    })
  })

  test('tells of a host that cannot be reached in that host’s output, or stops', async () => {
    const [first = ''] = place().addresses
    const gone = '192.0.2.1'
    const told = await suite('unreachable', await file({}, { [first]: {}, [gone]: { address: '127.0.0.1', port: 1 } }))
    expect(told).toEqual({
      quiet: {
        [first]: { output: 'here\n', exit_code: 0 },
        [gone]: { output: expect.stringMatching(/\nABORT: Host Unreachable Error$/), exit_code: -1 },
      },
      stopped: 4,
    })
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing behind on the hosts after %s',
    async (signal) => {
      const mark = `${place().name}-${signal}`
      const isThere = async (): Promise<boolean> => {
        const { stdout } = await testbed().run(testbed().host(0), ['pgrep', '-f', `^${mark}`])
        return stdout !== ''
      }
      const child = start('interrupted', await file({}), { COMMAND: `exec bash -c 'exec -a ${mark} sleep 7777'` })
      const ended = child.catch(() => undefined)
      const soon = { timeout: 60_000, interval: 100 }
      try {
        await vi.waitUntil(isThere, soon)
        child.kill(signal)
        await ended
        await vi.waitUntil(async () => !(await isThere()), soon)
      } finally {
        child.kill('SIGKILL')
      }
    },
  )

  function file(
    container: Readonly<Record<string, unknown>>,
    hosts?: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    return testbed().clusterFile(
      {
        image: 'berth/busybox:1',
        name: place().name,
        sshd: false,
        setup_script: false,
        runtime: { args: { volumes: ['/tmp:/host-tmp'] } },
        ...container,
      },
      {
        hosts: testbed().hosts.slice(0, 2),
        extra: hosts === undefined ? {} : { node_dict: hosts, head_node_dict: undefined },
      },
    )
  }

  function start(what: string, clusterFile: string, env: Readonly<Record<string, string>> = {}): ResultPromise {
    return execa('python3', [at('suite.py'), what, clusterFile, berth], { env: { BERTH_PYTHON, ...env } })
  }

  async function suite(what: string, clusterFile: string): Promise<unknown> {
    return JSON.parse(String((await start(what, clusterFile)).stdout))
  }
})
