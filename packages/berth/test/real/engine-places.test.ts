import { Cluster, type ClusterEvent, type ContainerInput } from '@berth/core'
import { dockerRuntime } from '@berth/runtime-docker'
import { sshTransport } from '@berth/transport-ssh'
import { expect } from 'vitest'
import { uniqueName } from './support/container-name.js'
import { describeReal, refused, realTest as test, useOwnHosts, usePlace } from './support/index.js'
import { configOn } from './support/open-on.js'

const busybox = '/opt/berth-images/berth-busybox-1.tar'

describeReal('an engine that is not where, or what, most are', () => {
  const hosts = useOwnHosts(1)
  const place = usePlace(hosts, { hostsOf: (testbed) => testbed.hosts })
  /** Runs a script on the host as root. */
  const run = async (script: string, ...words: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await hosts().run(place().addresses[0] ?? '', [
      'sh',
      '-c',
      script,
      'sh',
      ...words,
    ])
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.trim()
  }
  const none = { args: { defaults: 'none' } } as const

  test('with containers in user namespaces of their own gives what it can, and says how to have the rest', async () => {
    await run(remapped)
    try {
      await run('echo export DOCKER_HOST=unix:///run/remap.sock >/home/berth/.bashrc')
      const archive = { image_tar: busybox, lifetime: 'per_run' } as const
      const open = (container: Partial<ContainerInput>) => place().open('per_run', {}, { ...archive, ...container })
      for (const args of [{}, { privileged: false, ipc: 'private' }]) {
        const text = await refused(open({ runtime: { args } }).up())
        expect(text).toMatch(/userns-remap\)\. Take this one out of them by "extra": \["--userns=host"\]/)
      }
      const cluster = open({ runtime: none })
      await cluster.up()
      const results = await cluster.exec('cat /proc/self/uid_map')
      expect([...results].map(({ stdout }) => stdout.trim().split(/\s+/))).toEqual([['0', '400000', '65536']])
      await cluster.down()
    } finally {
      await run(
        'rm -f /home/berth/.bashrc; kill $(cat /run/remap.pid); timeout 60 sh -c "while [ -e /run/remap.pid ]; do sleep 0.1; done"',
      )
    }
  })

  test('whose client has a /tmp of its own, as a snap has, loads an archive from the host’s', async () => {
    const { reference, hostPath, id } = await hosts().rebuildImage(`berth/${uniqueName('snap')}:1`)
    await run(
      'mv /usr/local/bin/docker /usr/local/bin/docker.away 2>/dev/null; printf %s "$1" >/usr/local/bin/docker; chmod 755 /usr/local/bin/docker; cp "$2" /tmp/lab.tar',
      ownTmp,
      hostPath,
    )
    try {
      await expect(run('docker load --input /tmp/lab.tar')).rejects.toThrow(/no such file/)
      const container = { image: reference, image_tar: '/tmp/lab.tar', runtime: none }
      await place().open('per_run', { username: 'root' }, container).up()
      expect(await place().seen(0)).toMatchObject({ running: true, image: id })
    } finally {
      await run(
        'rm -f /tmp/lab.tar /usr/local/bin/docker; mv /usr/local/bin/docker.away /usr/local/bin/docker 2>/dev/null || :',
      )
    }
  })

  test('is told of a tag that an archive takes away, before it is loaded', async () => {
    const [wanted, other] = [`berth/${uniqueName('moves')}:1`, `berth/${uniqueName('moves')}:2`]
    const [first, second] = [await hosts().rebuildImage(wanted), await hosts().rebuildImage(other)]
    const third = await hosts().rebuildImage(other)
    await run(both, first.hostPath, second.hostPath, third.hostPath, wanted, other)
    const events: ClusterEvent[] = []
    const container = { image: wanted, image_tar: '/var/tmp/both.tar', runtime: none }
    const up = place()
      .open('per_run', { onEvent: (event) => events.push(event) }, container)
      .up()
    await up
    const told = events.findIndex(({ type }) => type === 'warning')
    const loading = events.findIndex((event) => event.type === 'host' && event.message?.startsWith('loading ') === true)
    expect(events[told]).toMatchObject({ message: expect.stringContaining(`moves the tag ${other}`) })
    expect(told).toBeLessThan(loading)
    expect(events.filter(({ type }) => type === 'warning')).toHaveLength(1)
    expect(await run('docker image inspect --format "{{.Id}}" "$1"', other)).toBe(second.id)
  })

  test('is found where dropbear does not look, in commands too', async () => {
    await run(dropbear)
    const { keyFile: privateKeyFile } = hosts()
    const transport = sshTransport({
      username: 'berth',
      privateKeyFile,
      agent: null,
      hosts: () => ({ port: 2222 }),
      hostKeyPolicy: 'off',
      configFiles: [],
    })
    const container = { name: place().name, lifetime: 'per_run', runtime: none } as const
    const config = configOn(hosts(), container, { hosts: hosts().hosts })
    const cluster = new Cluster({ config, transport, runtimes: { docker: dockerRuntime() } })
    try {
      const results = await cluster.execOnHost('command -v docker || echo none')
      expect([...results].map(({ stdout }) => stdout)).toEqual(['none\n'])
      await cluster.up()
      const inside = await cluster.exec('echo in; cat', { stdin: 'put' })
      expect([...inside].map(({ stdout }) => stdout)).toEqual(['in\nput'])
      await cluster.down()
    } finally {
      await cluster.close()
      await run('mv /snap/bin/docker /usr/bin/docker')
    }
  })
})

/** A dockerd with its own socket and data beside the host's, started as that is where nothing else is said. */
const remapped = `
useradd --system dockremap 2>/dev/null
for file in /etc/subuid /etc/subgid; do echo dockremap:400000:65536 >>$file; done
words=$(tr '\\0' '\\n' </proc/$(pidof dockerd)/cmdline | grep -e add-runtime -e default-runtime -e cgroup)
setsid dockerd --config-file=/etc/docker/berth-testbed.json --userns-remap=dockremap --data-root=/var/tmp/remap \\
  --exec-root=/run/remap --pidfile=/run/remap.pid --host=unix:///run/remap.sock --group=docker --bridge=none \\
  --iptables=false $words >/var/log/remap.log 2>&1 </dev/null &
for attempt in $(seq 300); do
  ! docker --host unix:///run/remap.sock info >/dev/null 2>&1 || exit 0
  sleep 0.1
done
cat /var/log/remap.log >&2
exit 1
`

const ownTmp = `#!/bin/sh
exec unshare --mount sh -c 'mount -t tmpfs tmpfs /tmp && exec /usr/bin/docker "$@"' docker "$@"
`

/** An archive of two images, of which the host then has another one under the second's name. */
const both = `
set -e
docker load --quiet --input "$1"
docker load --quiet --input "$2"
docker save --output /var/tmp/both.tar "$4" "$5"
chmod 644 /var/tmp/both.tar
docker image rm "$4" "$5"
docker load --quiet --input "$3"
`

const dropbear = `
set -e
mkdir -p /snap/bin
mv /usr/bin/docker /snap/bin/docker
rm -f /usr/local/bin/docker
dropbearkey -t ed25519 -f /run/dropbear.key >/dev/null
dropbear -r /run/dropbear.key -p 2222 -P /run/dropbear.pid
`
