import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { moduleFacts } from '../../../src/modules/module-facts.js'
import { clusterFile, folderWith, importOnly } from './a-lab.js'

const touches = "import { writeFileSync } from 'node:fs'; writeFileSync(new URL('ran', import.meta.url), '')"

describe('what is known of a module that is not run', () => {
  it('is its package and version', async () => {
    const folder = folderWith({
      'lab/cluster.json': clusterFile('berth-runtime-mine'),
      'node_modules/berth-runtime-mine/package.json': importOnly,
      'node_modules/berth-runtime-mine/main.js': touches,
    })
    const installed = join(folder, 'node_modules/berth-runtime-mine')
    expect(await moduleFacts(join(folder, 'lab/cluster.json'))).toEqual({
      runtime: 'mine',
      module: 'berth-runtime-mine',
      installed: { version: '1.2.3', folder: installed },
    })
    expect(existsSync(join(installed, 'ran'))).toBe(false)
  })

  it('is its name where it is not installed, or a file, whatever package that lies in', async () => {
    const folder = folderWith({
      'a.json': clusterFile('berth-runtime-mine'),
      'b.json': clusterFile('./mine.mjs'),
      'mine.mjs': touches,
      'package.json': '{"name": "lab-of-mine", "version": "9.9.9"}',
    })
    const none = { runtime: 'mine', installed: null }
    expect(await moduleFacts(join(folder, 'a.json'))).toEqual({ ...none, module: 'berth-runtime-mine' })
    expect(await moduleFacts(join(folder, 'b.json'))).toEqual({ ...none, module: join(folder, 'mine.mjs') })
  })

  it('is nothing for a file that names none, or is none', async () => {
    const folder = folderWith({ 'a.json': '{"node_dict": {"a": {}}}', 'b.json': '{' })
    for (const file of ['a.json', 'b.json', 'c.json']) expect(await moduleFacts(join(folder, file))).toBe(null)
  })
})
