import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkTarball, type TarballProblems } from '../../../src/packing/check-tarball.js'
import { packPackages } from '../../../src/packing/pack-packages.js'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

const sound = {
  name: 'fixture',
  version: '1.0.0',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  files: ['dist'],
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
}

describe('checkTarball', { timeout: 60_000 }, () => {
  it('says nothing of a sound package', async () => {
    expect(await check(sound)).toEqual({ publint: '', attw: '' })
  })

  it('has both checkers report a file that is not there', async () => {
    const { publint, attw } = await check({
      ...sound,
      exports: { '.': { types: './dist/gone.d.ts', default: './dist/gone.js' } },
    })
    expect(publint).toContain('./dist/gone.js but the file does not exist')
    expect(attw).toContain('Resolution failed')
  })

  it('reports types that come after the code', async () => {
    const { publint } = await check({
      ...sound,
      exports: { '.': { default: './dist/index.js', types: './dist/index.d.ts' } },
    })
    expect(publint).toContain('types should be the first')
  })

  it('reports what is only suggested', async () => {
    const { type: _, ...untyped } = sound
    expect((await check({ ...untyped, exports: './dist/index.mjs' })).publint).toContain('Suggestions:')
  })
})

async function check(manifest: object): Promise<TarballProblems> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-fixture-'))
  folders.push(folder)
  await mkdir(join(folder, 'dist'))
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'dist/index.js'), 'export const one = 1\n')
  await writeFile(join(folder, 'dist/index.mjs'), 'export const one = 1\n')
  await writeFile(join(folder, 'dist/index.d.ts'), 'export declare const one = 1\n')
  const [packed] = await packPackages([{ name: 'fixture', folder }], folder)
  if (packed === undefined) throw new Error('npm packed nothing')
  return checkTarball(packed.tarball)
}
