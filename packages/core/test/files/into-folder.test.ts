import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HostsError } from '../../src/errors/index.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { rejection } from '../lifetime/rejection.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-into-'))
  await writeFile(join(folder, 'rvs'), 'new\n')
})
afterAll(() => rm(folder, { recursive: true }))

/** Two hosts that are up, of which a has a folder at /opt/tool, with a file of its own. */
async function withFolderOnA() {
  const memory = lab(['a', 'b'])
  const { cluster } = berthOver(memory)
  await cluster.up()
  for (const host of memory.hosts.values()) host.container('lab').files.makeFolder('/opt')
  const { files } = memory.host('a').container('lab')
  files.makeFolder('/opt/tool')
  files.write('/opt/tool/theirs', 'theirs\n')
  return { memory, cluster, file: join(folder, 'rvs') }
}

it('puts a file into a folder that is there, under its own name, and to the path elsewhere', async () => {
  const { cluster, file } = await withFolderOnA()
  for (const written of [1, 0]) {
    const put = await cluster.putFile('/opt/tool', { file }, { intoFolder: true })
    expect([...put].map(([host, { path, files }]) => [host, path, files])).toEqual([
      ['a', '/opt/tool/rvs', written],
      ['b', undefined, written],
    ])
  }
  const { stdout } = (await cluster.exec('cat /opt/tool/rvs /opt/tool/theirs; ls -A /opt/tool')).get('a')
  expect(stdout).toBe('new\ntheirs\nrvs\ntheirs\n')
  expect((await cluster.exec('cat /opt/tool')).get('b').stdout).toBe('new\n')
})

it('is an error otherwise, and where a folder has the name in the folder; nobody is told to remove anything', async () => {
  const { memory, cluster, file } = await withFolderOnA()
  const plain: HostsError = await rejection(cluster.putFile('/opt/tool', { file }))
  memory.host('a').container('lab').files.makeFolder('/opt/tool/rvs')
  const taken: HostsError = await rejection(cluster.putFile('/opt/tool', { file }, { intoFolder: true }))
  for (const { failures } of [plain, taken]) {
    expect([...failures.keys()]).toEqual(['a'])
    const told = failures.get('a')
    expect(told).toMatchObject({ code: 'BERTH_FILE_FAILED', reason: expect.stringContaining('is a folder there') })
    expect(`${told?.advice}`).not.toMatch(/remov|delet|rm /)
  }
})
