import { Cluster, type RuntimeArgsInput, resolveConfig } from '@berth/core'
import { enrootRuntime } from '@berth/runtime-enroot'
import { afterAll, beforeAll, expect } from 'vitest'
import { realTest as test, testbed } from '../../../testbed/test/real-test.js'
import { describeEnroot, enrootTransport, prepareHost, username } from './enroot-host.js'

describeEnroot('arguments of the runtime', () => {
  const opened: Cluster[] = []
  let address = ''
  let image = ''

  const open = (name: string, args: RuntimeArgsInput): Cluster => {
    const runtimes = { enroot: enrootRuntime() }
    const config = resolveConfig(
      {
        orchestrator: 'container',
        node_dict: { [address]: {} },
        username,
        priv_key_file: testbed().keyFile,
        container: {
          image,
          name,
          lifetime: 'persistent',
          setup_script: false,
          sshd: false,
          runtime: { name: 'enroot', args: { defaults: 'none', ...args } },
        },
      },
      { runtimes },
    )
    const cluster = new Cluster({ config, transport: enrootTransport(testbed()), runtimes })
    opened.push(cluster)
    return cluster
  }
  const outputOf = async (cluster: Cluster, command: string): Promise<string> =>
    (await cluster.exec(command)).throwIfFailed().get(address).stdout.trim()

  beforeAll(async () => {
    address = testbed().host(2).address
    image = (await prepareHost(testbed(), address)).image
  })
  afterAll(() => Promise.all(opened.map((cluster) => cluster.close())))

  test('are what a container has', async () => {
    const folder = `/home/${username}/arguments`
    const cluster = open('arguments', {
      shm_size: '2m',
      tmpfs: ['/scratch:size=1m'],
      workdir: '/work space',
      volumes: [`${folder}/made:/made:create`],
      extra: ['--mount', 'tmpfs:/extra:tmpfs:x-create=dir,size=512k'],
    })
    await cluster.up()
    const size = (path: string): Promise<string> => outputOf(cluster, `df -k ${path} | tail -n 1`)
    expect(await size('/dev/shm')).toContain(' 2048 ')
    expect(await size('/scratch')).toContain(' 1024 ')
    expect(await size('/extra')).toContain(' 512 ')
    expect(await outputOf(cluster, 'pwd')).toBe('/work space')
    await outputOf(cluster, 'touch /made/file')
    await cluster.down({ destroy: true })
    const { stdout } = await testbed().run(address, ['stat', '-c', '%U', `${folder}/made/file`])
    expect(stdout.trim()).toBe(username)
    await testbed().run(address, ['rm', '-r', folder])
  })

  test('GPUs are brought in by the hook, of which its command is told which', async () => {
    const told = '/tmp/berth-nvidia-words'
    const stub = '/usr/local/bin/nvidia-container-cli'
    await expect(open('gpus', { gpus: ['1', '3'] }).up()).rejects.toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      message: expect.stringContaining('nvidia-container-cli'),
    })
    const program = `#!/bin/sh\nprintf '%s\\n' "$*" >>${told}; chmod 666 ${told}\n`
    await testbed().run(address, ['sh', '-c', `printf %s "$1" >${stub}; chmod 755 ${stub}`, 'sh', program])
    try {
      const cluster = open('gpus', { gpus: ['1', '3'] })
      await cluster.up()
      expect((await testbed().run(address, ['cat', told])).stdout).toMatch(/--device=1,3 --compute --utility /)
      await cluster.down({ destroy: true })
    } finally {
      await testbed().run(address, ['rm', '-f', stub, told])
    }
  })
})
