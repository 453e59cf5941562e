import { expect } from 'vitest'
import { compare, settle, snapshot } from '../../src/index.js'
import { useOwnHosts } from '../own-hosts.js'
import { describeReal, realTest as test } from '../real-test.js'

describeReal('what is on hosts, over all engines', () => {
  const hosts = useOwnHosts(2)
  const run = async (command: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await hosts().run('h1', ['bash', '-c', command])
    if (exitCode !== 0) throw new Error(`${command}: ${stderr}`)
    return stdout.trim()
  }

  test('each thing that comes, goes or changes is told, of the host where it is', async () => {
    await run('docker run --detach --name there --network host berth/busybox:1 sleep 1000')
    const before = await snapshot(hosts())
    expect(compare(before, await snapshot(hosts()), { names: [] })).toEqual([])

    await run('docker restart --time 0 there')
    await run('docker create --name come --network host --volume /data berth/busybox:1 true')
    await run('podman create --name rootful --network host berth/busybox:1 true')
    await run('podman save --output /tmp/image.tar berth/busybox:1 && chmod 644 /tmp/image.tar')
    await run(
      "su berth -c 'cd && podman load --quiet --input /tmp/image.tar && podman create --name rootless --network host berth/busybox:1 true'",
    )
    await run('rm /tmp/image.tar; echo text >/var/tmp/left')
    await run('mkdir -p /root/.local/share/enroot/alien')
    await run(
      'BERTH_EXEC=1-2 setsid sleep 600 >/dev/null 2>&1 </dev/null & (ulimit -S -x 300000000000001; exec setsid sleep 601 >/dev/null 2>&1 </dev/null) &',
    )
    const wrong = compare(before, await snapshot(hosts()), { names: [] })
    const told = (text: RegExp): void => expect(wrong, wrong.join('\n')).toContainEqual(expect.stringMatching(text))
    told(/^h1: the docker container there .* has another started/)
    told(/^h1: the docker container come .* has come/)
    told(/^h1: the podman container rootful .* has come/)
    told(/^h1: the podman of berth container rootless .* has come/)
    told(/^h1: the enroot of root container alien .* has come/)
    told(/^h1: the image podman of berth [0-9a-f]+ has come/)
    told(/^h1: the volume docker [0-9a-f]{64} has come/)
    told(/^h1: the file \/var\/tmp\/left has come/)
    told(/^h1: process \d+ still runs: sleep 600/)
    told(/^h1: process \d+ still runs: sleep 601/)
    expect(wrong.filter((line) => !line.startsWith('h1: '))).toEqual([])
    await run('pkill -x -f "sleep 60[01]"')
  })

  test('hosts are looked at until all is well again', async () => {
    const before = await snapshot(hosts())
    await run('docker create --name passing --network host berth/busybox:1 true')
    const settling = settle(hosts(), before, () => ({ names: [] }), 30_000)
    await run('sleep 0.5; docker rm passing')
    expect(await settling).toMatchObject({ violations: [], took: expect.any(Number) })
    expect((await settle(hosts(), before, () => ({ names: [] }), 0)).violations).toEqual([])
  })
})
