import type { ClusterEvent, ContainerInput } from '@berth/core'
import { afterEach, describe, expect } from 'vitest'
import { printedCommand } from '../../../testbed/test/remedies/printed-commands.js'
import { onRealHosts } from '../../../testbed/test/remedies/runs-remedy.js'
import { runOnHosts } from './remedies/run-printed.js'
import { describeReal, refused, realTest as test, useOwnHosts, usePlace } from './support/index.js'

const home = '/home/berth'

describeReal('what the client of an engine is configured to do', () => {
  const hosts = useOwnHosts(2)
  const place = usePlace(hosts, { hostsOf: (testbed) => testbed.hosts })
  const second = (): string => place().addresses[1] ?? ''
  /** Runs a script on the second host as root; `berth SCRIPT` there is the login user's. */
  const run = async (script: string, ...words: readonly string[]): Promise<string> => {
    const asUser = 'berth() { su berth -s /bin/sh -c "$1"; }; cd /'
    const argv = ['sh', '-c', `${asUser}\n${script}`, 'sh', ...words]
    const { exitCode, stdout, stderr } = await place().testbed.run(second(), argv)
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.trim()
  }
  afterEach(() => run(`rm -rf ${home}/.docker ${home}/.bashrc`))

  describe('a context that leads nowhere', () => {
    const far = 'docker context create far --docker host=tcp://10.255.255.1:1 && docker context use far'

    onRealHosts.runsRemedy('engine-context', 'that is current, which is named and left', async () => {
      await run(`berth '${far}'`)
      const text = await refused(place().open('per_run').up())
      expect(text).toContain('the context far leads it to tcp://10.255.255.1:1')
      expect(text).not.toContain('systemctl')
      const command = printedCommand(text, 'context use default')
      expect(command.hosts).toEqual([second()])
      const [result] = await runOnHosts(place().testbed, command, 'berth')
      expect(result).toMatchObject({ exitCode: 0 })
      expect((await place().open('per_run').up())?.action).toBe('launch')
    })

    test('that is gone is named', async () => {
      await run(`berth '${far} && rm -r ~/.docker/contexts'`)
      const text = await refused(place().open('per_run').up())
      expect(text).toContain('names the context far, which does not exist')
      expect(text).toContain('docker context use default')
    })

    test('is named beside the engine that sudo reaches', async () => {
      await run(`su sudoer -s /bin/sh -c '${far}'`)
      try {
        const text = await refused(place().open('per_run', { username: 'sudoer' }).up())
        expect(text).toContain('the context far leads it to tcp://10.255.255.1:1')
        expect(text).toContain('set runtime.privilege to "sudo"')
      } finally {
        await run('rm -r /home/sudoer/.docker')
      }
    })
  })

  test('a DOCKER_HOST of the login’s environment that leads nowhere is named', async () => {
    await run(`echo export DOCKER_HOST=unix:///nowhere.sock >${home}/.bashrc`)
    const text = await refused(place().open('per_run').up())
    expect(text).toContain("the variable DOCKER_HOST of the login's environment leads it to unix:///nowhere.sock")
    expect(text).toContain('take DOCKER_HOST out of what sets it')
  })

  test('formats, keys and proxies of config.json have no say but that a new container gets the proxies', async () => {
    const format = 'table {{.ID}}'
    const config = {
      psFormat: format,
      imagesFormat: format,
      statsFormat: format,
      pluginsFormat: format,
      detachKeys: 'a',
      credsStore: 'none-there-is',
      proxies: { default: { httpProxy: 'http://proxy.example:3128', noProxy: 'localhost' } },
      HttpHeaders: { 'X-Lab': '1' },
    }
    await run(`berth 'mkdir -p ~/.docker'; printf %s "$1" >${home}/.docker/config.json`, JSON.stringify(config))
    const events: ClusterEvent[] = []
    const open = () => place().open('persistent', { onEvent: (event) => events.push(event) })
    expect((await open().up())?.action).toBe('launch')
    expect((await open().up())?.action).toBe('attach')
    expect(events.filter(({ type }) => type === 'warning')).toEqual([])
    const cluster = open()
    await cluster.attach()
    const results = await cluster.exec('echo "$HTTP_PROXY a"')
    expect([...results].map(({ stdout }) => stdout)).toEqual([' a\n', 'http://proxy.example:3128 a\n'])
    await cluster.down({ destroy: true })
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
  })

  test('a container has the name of an image and a volume, and neither is taken for it', async () => {
    const { name } = place()
    await run('docker tag berth/busybox:1 "$1" && docker volume create "$1"', name)
    const image: Partial<ContainerInput> = { image: 'berth/busybox:1' }
    expect((await place().open('persistent', {}, image).plan())?.action).toBe('launch')
    await place().open('persistent', {}, image).up()
    expect((await place().open('persistent', {}, image).up())?.action).toBe('attach')
    await place().open('persistent', {}, image).down({ destroy: true })
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
    expect(await run('docker volume ls --quiet; docker image ls --quiet "$1"', name)).toMatch(
      new RegExp(`^${name}\n[0-9a-f]{12}$`),
    )
    await run('docker volume rm "$1" && docker image rm "$1"', name)
  })
})
