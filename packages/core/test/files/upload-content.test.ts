import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HostsError } from '../../src/errors/index.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { rejection } from '../lifetime/rejection.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-upload-'))
})
afterAll(() => rm(folder, { recursive: true }))

it.each([
  ['small', 10],
  ['large', 1_100_000],
])('a %s file that is gone by the time it is sent is told as such, and not as a fault in Berth', async (name, size) => {
  const file = join(folder, name)
  await writeFile(file, Buffer.alloc(size, 'x'))
  const memory = lab(['a'])
  const { cluster } = berthOver(memory)
  await cluster.up()
  memory.fail('a', 'exec', () => rm(file))
  const { failures } = await rejection<HostsError>(cluster.putFile('/root/file', { file }))
  expect(failures.get('a')).toMatchObject({
    code: 'BERTH_FILE_FAILED',
    operation: 'read a file on this machine',
    reason: expect.stringMatching(`${file} cannot be read any more: .*ENOENT`),
    remedy: 'Put it again when the file is back.',
  })
  expect(memory.host('a').container('lab').files.list('/root')).toEqual([])
})
