import { afterEach, beforeEach, expect } from 'vitest'
import { describeReal, realTest, testbed } from '../../../testbed/test/real-test.js'
import { parseMarker, provision, readSetupScript, type SetupScript } from '../../src/provision/index.js'
import { markerPath } from '../../src/provision/marker.js'
import { setupScript } from '../../src/provision/setup-script.js'
import { ensureSshd } from '../../src/sshd/index.js'
import { provisionAll } from '../provision/provision-all.js'
import { output, RealContainers } from '../sshd/real-containers.js'

const image = 'berth/debian:12'

/** The launch that made every container. */
const launched = { launch: 'launch-1' }

let containers: RealContainers

beforeEach(() => {
  containers = new RealContainers(testbed())
})

afterEach(async () => {
  await containers[Symbol.asyncDispose]()
})

const scriptOf = (text: string): SetupScript => setupScript('/setup.sh', Buffer.from(text))

/** As long as a script may be, of bytes that are quoted worst. */
function longest(): SetupScript {
  const head = "printf %s '"
  const tail = "' | wc -c"
  return scriptOf(head + '\\"$` \n\t*?'.repeat(2000).slice(0, 16_384 - head.length - tail.length) + tail)
}

describeReal('provision', () => {
  realTest(
    'the packaged script installs an sshd through apt that then serves the cluster',
    { timeout: 300_000 },
    async () => {
      const script = await readSetupScript({ kind: 'packaged' }, () => Promise.reject(new Error('not read')))
      if (script === null) throw new Error('no script')
      const all = await Promise.all([0, 1].map((host) => containers.start(host, image)))
      const results = await provisionAll(all, script, 'run-1')
      expect([...results.values()].map(({ outcome }) => outcome)).toEqual(['done', 'done'])
      const [one] = all
      if (one === undefined) throw new Error('no container')
      expect(await output(one, 'cat /proc/[0-9]*/comm | grep -c sshd || true')).toBe('0')
      await ensureSshd(all, { port: 22_411, cluster: 'tests' })
      expect(await provision(one, script, { ...launched, run: 'run-2' })).toMatchObject({
        outcome: 'done before',
        marker: { state: 'done', run: 'run-1', scriptHash: script.hash },
      })
    },
  )

  realTest('the longest script passes every command line on the way', async () => {
    const one = await containers.start(0, image)
    const chunks: Uint8Array[] = []
    const onOutput = (_: string, chunk: Uint8Array): void => void chunks.push(chunk)
    expect(await provision(one, longest(), { ...launched, run: 'run-1', onOutput })).toMatchObject({ outcome: 'done' })
    expect(Buffer.concat(chunks).toString()).toBe(`${16_384 - 20}\n`)
  })

  realTest('one of two runs provisions, the other says who does', async () => {
    const one = await containers.start(0, image)
    const script = scriptOf('echo x >>/log; sleep 2; echo y >>/log')
    const results = await Promise.all(['run-1', 'run-2'].map((run) => provision(one, script, { ...launched, run })))
    expect(await output(one, ['cat', '/log'])).toBe('x\ny')
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['done', 'taken'])
    const winner = results[0]?.outcome === 'done' ? 'run-1' : 'run-2'
    expect(results).toContainEqual({ outcome: 'taken', run: winner })
    expect(parseMarker(await output(one, ['cat', markerPath]))).toMatchObject({ state: 'done', run: winner })
  })

  realTest('a timeout ends the whole tree, and the next run provisions', async () => {
    const one = await containers.start(0, image)
    const script = scriptOf('echo begun; setsid sleep 987 & sleep 986')
    const result = await provision(one, script, { ...launched, run: 'run-1', timeout: 3000 })
    expect(result).toMatchObject({ outcome: 'timed out', output: expect.stringMatching(/^begun\n/) })
    expect(await output(one, "cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c 'sleep 98[67]' || true")).toBe('0')
    expect(await provision(one, scriptOf('true'), { ...launched, run: 'run-2' })).toMatchObject({ outcome: 'done' })
  })

  realTest('a run that died with its container is taken over', async () => {
    const one = await containers.start(0, image)
    const dying = provision(one, scriptOf('sleep 985'), { ...launched, run: 'run-1' })
    await expect
      .poll(() => output(one, `cat ${markerPath} 2>/dev/null || true`), { timeout: 20_000 })
      .toContain('run-1')
    await one.docker(['restart', '-t', '0'])
    expect((await dying).outcome).not.toBe('done')
    expect(await provision(one, scriptOf('true'), { ...launched, run: 'run-2' })).toMatchObject({ outcome: 'done' })
  })

  realTest('all failing hosts are reported, each with its own output', async () => {
    const all = await Promise.all([0, 1, 2].map((host) => containers.start(host, image)))
    const script = scriptOf(
      'case $(hostname) in h1) exit 0 ;; esac; echo "out of luck"; echo "on $(hostname)" >&2; exit 9',
    )
    const failed: unknown = await provisionAll(all, script, 'run-1').catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'BERTH_PROVISION_FAILED' })
    expect(String(failed)).toContain('failed on 2 of 3 hosts')
    expect(String(failed)).toContain('on h2')
    expect(String(failed)).toContain('on h3')
  })

  realTest('an image without bash is told so by name, and is left as it was', async () => {
    const one = await containers.start(0, 'berth/busybox:1')
    expect(await provision(one, scriptOf('touch /ran'), { ...launched, run: 'run-1' })).toEqual({
      outcome: 'missing tool',
      tool: 'bash',
    })
    expect(await output(one, 'ls /ran /var/lib/berth 2>/dev/null || true')).toBe('')
  })
})
