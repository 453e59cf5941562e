import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster, newRun, resolveConfig } from '@berth/core'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, expect } from 'vitest'
import { describeOnEngine, realTest as test, testbed, usePlace } from './support/index.js'
import { sampler } from './support/watch/sampler.js'

describeOnEngine('values of the environment', (kind) => {
  const place = usePlace(testbed, { kind })
  const opened: Cluster[] = []
  const folders: string[] = []
  afterEach(async () => {
    for (const cluster of opened.splice(0)) await cluster.close()
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
  })

  test('are in no argument list on a host, and arrive byte for byte, through the whole life of a container', async () => {
    const [host = ''] = place().addresses
    const secrets = { container: randomUUID(), command: randomUUID(), lines: randomUUID() }
    const value = { ...secrets, lines: `${secrets.lines}\n"two" 'lines' $HOME \\ ü\n` }
    const folder = await mkdtemp(join(tmpdir(), 'berth-scripts-'))
    folders.push(folder)
    const script = join(folder, 'setup.sh')
    await writeFile(script, 'sleep 1; printf %s "$OF_CONTAINER$LINES_OF" >/kept\n')
    const { keyFile: privateKeyFile, knownHostsFile } = testbed()
    const cluster = new Cluster({
      config: resolveConfig({
        orchestrator: 'container',
        node_dict: { [host]: {} },
        username: kind.username,
        priv_key_file: privateKeyFile,
        env_vars: { OF_COMMAND: value.command },
        container: {
          image: 'berth/debian-sshd:12',
          name: place().name,
          setup_script: script,
          sshd: true,
          env: { OF_CONTAINER: value.container, LINES_OF: value.lines },
          runtime: { name: kind.program, args: { defaults: 'none', network: 'host' } },
        },
      }),
      transport: sshTransport({ username: kind.username, privateKeyFile, knownHostsFile, agent: null }),
      runtimes: { [kind.program]: kind.runtime() },
      run: newRun(),
    })
    opened.push(cluster)

    const end = `/tmp/${place().name}-end`
    const watching = testbed().run(host, ['python3', '-c', sampler, end, 'cmdline'], {
      stdin: Object.values(secrets).join(' '),
    })
    await cluster.up()
    const words = ['sh', '-c', 'sleep 1; printf "%s|" "$OF_CONTAINER" "$LINES_OF" "$OF_COMMAND" "$OF_CALL"; cat /kept']
    const env = { OF_CALL: value.lines }
    const printed = `${value.container}|${value.lines}|${value.command}|${value.lines}|${value.container}${value.lines}`
    expect((await cluster.exec(words, { env })).throwIfFailed().get(host).stdout).toBe(printed)
    const onHost = ['sh', '-c', 'sleep 1; printf "%s|" "$OF_COMMAND" "$OF_CALL"']
    const said = (await cluster.execOnHost(onHost, { env })).throwIfFailed().get(host).stdout
    expect(said).toBe(`${value.command}|${value.lines}|`)
    const started = await cluster.start(words, { env })
    expect((await started.wait()).get(host).stdout).toBe(printed)
    await cluster.putFile('/tmp/file', 'content')
    await cluster.down()
    await testbed().run(host, ['touch', end])
    const { stdout, stderr } = await watching
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^looks \d{2,}\n$/)
  }, 120_000)
})
