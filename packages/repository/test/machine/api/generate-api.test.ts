import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { entryPoints } from '../../../src/api/entry-points.js'
import { generateApi } from '../../../src/api/generate-api.js'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

const used = '/** Gives a {@link Count}. */\nexport function none(): Count {\n  return { things: 0 }\n}\n'
const count = '/** A number of things. */\nexport interface Count {\n  things: number\n}\n'

describe('generateApi', { timeout: 120_000 }, () => {
  it('writes a module that tells all under the name by which it is imported', async () => {
    const { warnings, out } = await reference(used + count)
    expect(warnings).toBe(0)
    expect(await readFile(join(out, 'modules/_fixture_one.html'), 'utf8')).toContain('@fixture/one')
  })

  it.each([
    ['a type that is used and not exported', used.replace('{@link Count}', 'count') + count.replace('export ', '')],
    ['a link that leads nowhere', `/** See {@link elsewhere}. */\nexport const one = 1\n`],
    ['a function without a word', 'export function nothing(): void {}\n'],
  ])('warns of %s', async (_, source) => {
    expect((await reference(source)).warnings).toBe(1)
  })
})

/** Makes the reference of a package of one module. */
async function reference(source: string): Promise<{ readonly warnings: number; readonly out: string }> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'berth-api-')))
  folders.push(folder)
  const exports = { '.': { types: './dist/index.d.ts' }, './other': { types: './dist/other.d.ts' } }
  const manifest = { name: '@fixture/one', type: 'module', exports }
  const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2023', types: [] }
  const tsconfig = join(folder, 'tsconfig.json')
  const out = join(folder, 'api')
  await mkdir(join(folder, 'src'))
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(tsconfig, JSON.stringify({ compilerOptions, include: ['src'] }))
  await writeFile(join(folder, 'src/index.ts'), source)
  await writeFile(join(folder, 'src/other.ts'), '/** Is not the other way round. */\nexport const other = true\n')
  const entries = entryPoints([{ name: manifest.name, folder }])
  return { warnings: await generateApi(entries, { tsconfig, out }), out }
}
