import { once } from 'node:events'
import { execaNode } from 'execa'
import { expect } from 'vitest'
import { connectTestbed, startTestbed } from '../../src/index.js'
import { describeReal, realTest as test } from '../real-test.js'
import { remains, ssh } from './machine.js'

const program = `
  import { startTestbed } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)}
  const testbed = await startTestbed({ hosts: 2, name: process.argv[1] })
  await testbed.run('h1', ['docker', 'run', '-d', '--privileged', '--network', 'host', 'berth/busybox:1', 'sleep', '1000'])
  process.stdout.write(testbed.host(0).address)
  setInterval(() => {}, 1000)
`

describeReal('a testbed whose owner was killed', () => {
  const name = `killed-${process.pid}`

  async function startAndKill(): Promise<string> {
    const owner = execaNode({ reject: false, buffer: false })`--input-type=module -e ${program} ${name}`
    const [address] = await once(owner.stdout, 'data')
    owner.kill('SIGKILL')
    await owner
    return String(address).split('.').slice(0, 3).join('.')
  }

  test('is removed by the next start of the name, and that one leaves nothing either', async () => {
    const subnet = await startAndKill()
    const log: string[] = []
    const testbed = await startTestbed({ hosts: 1, name, sshOnly: true, log: (line) => void log.push(line) })
    try {
      expect(log.join('\n')).toMatch(/removing what is left/)
      expect(testbed.host(0).address).toBe(`${subnet}.11`)
      expect((await remains(name, subnet)).join('\n')).not.toMatch(/dockerd|h2/)
      expect(await ssh(testbed, testbed.host(0).address, 'true')).toMatchObject({ exitCode: 0 })
    } finally {
      await testbed.stop()
    }
    expect(await remains(name, subnet)).toEqual([])
  })

  test('is removed by a start of any other name', async () => {
    const subnet = await startAndKill()
    expect(await remains(name, subnet)).not.toEqual([])
    const other = await startTestbed({ hosts: 1, name: `${name}-other`, sshOnly: true })
    await other.stop()
    expect(await remains(name, subnet)).toEqual([])
    expect(() => connectTestbed(name)).toThrow(/There is no testbed/)
  })
})
