import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Invocation, memoryCluster, memoryImage } from '@berth/memory-cluster'
import { expect, it } from 'vitest'
import { berthInMemory } from '../../berth-in-memory.js'

const folder = mkdtempSync(join(tmpdir(), 'berth-memory-'))
const script = (text: string): string => {
  const path = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 8)}.sh`)
  writeFileSync(path, text)
  return path
}
const lab = (prepare: (invocation: Invocation) => number = () => 0) =>
  memoryCluster({ hosts: ['a', 'b'], images: { 'lab:1': memoryImage('lab') }, programs: { prepare } })

it('runs the setup script once in each container, and marks it with the hash of the script', async () => {
  const memory = lab()
  const text = 'prepare --all\necho ready >/root/ready\n'
  const keys = { lifetime: 'persistent', setup_script: script(text) }
  await berthInMemory(memory, keys).up()
  await berthInMemory(memory, keys).up()
  expect(memory.setUps).toEqual(['a', 'b'])
  const container = memory.host('a').container('lab')
  expect(container.files.text('/root/ready')).toBe('ready\n')
  expect(JSON.parse(container.files.text('/var/lib/berth/provisioned') ?? '')).toMatchObject({
    state: 'done',
    scriptHash: createHash('sha256').update(text).digest('hex'),
  })
})

it('leaves no container of a launch whose script failed on one host', async () => {
  const memory = lab(({ host }) => (host === 'b' ? 4 : 0))
  const up = berthInMemory(memory, { setup_script: script('set -e\nprepare\n') }).up()
  await expect(up).rejects.toMatchObject({ code: 'BERTH_PROVISION_FAILED', message: expect.stringContaining('4') })
  expect(memory.ids()).toEqual([])
})

it('refuses while another run holds the claim, and goes on once it is let go', async () => {
  let fails = true
  const memory = lab(() => (fails ? 4 : 0))
  const cluster = berthInMemory(memory, { lifetime: 'persistent', setup_script: script('prepare\n') })
  await expect(cluster.up({ keepFailed: true })).rejects.toMatchObject({ code: 'BERTH_PROVISION_FAILED' })
  fails = false
  const letGo = memory.host('b').container('lab').claimProvisioning('other')
  await expect(cluster.up()).rejects.toMatchObject({
    code: 'BERTH_PROVISIONING',
    message: expect.stringContaining('other'),
  })
  letGo()
  await cluster.up()
  expect(memory.setUps).toEqual(['a', 'b', 'a', 'b'])
})

it('lets nobody claim what does not run', () => {
  const container = lab().host('a').addContainer({ name: 'lab', state: 'exited' })
  expect(() => container.claimProvisioning('other')).toThrow(TypeError)
})

it('puts files into containers and gets them back, bytes and all', async () => {
  const memory = lab()
  const cluster = berthInMemory(memory)
  await cluster.up()
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  await cluster.putFile('/tmp/bytes', bytes)
  expect((await cluster.exec('wc -c </tmp/bytes')).get('b').stdout.trim()).toBe('256')
  expect((await cluster.getFile('/tmp/bytes')).get('a')).toEqual(Buffer.from(bytes))
  expect(memory.host('a').files.get('/tmp/bytes')).toBeNull()
})
