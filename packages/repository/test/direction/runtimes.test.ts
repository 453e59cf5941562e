import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readPackages } from '../../src/direction/read-packages.js'

const packagesFolder = fileURLToPath(new URL('../../../', import.meta.url))
const runtimes = readPackages().filter(({ folder }) => folder.startsWith('runtime-'))
const wiring = readPackages()
  .find(({ folder }) => folder === 'berth')
  ?.imports.filter(({ file }) => file === 'src/built-in-runtimes.ts')

/** Sources of all tests of a package. */
function testsOf(folder: string): readonly string[] {
  const tests = `${packagesFolder}${folder}/test`
  if (!existsSync(tests)) return []
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'))
  return files.map((file) => readFileSync(`${tests}/${file}`, 'utf8'))
}

describe('the packages that are runtimes', () => {
  it('are found', () => {
    expect(runtimes.map(({ folder }) => folder)).toContain('runtime-docker')
  })

  it.each(runtimes)('$folder is wired', ({ name }) => {
    expect(wiring?.map(({ specifier }) => specifier)).toContain(name)
  })

  it.each(runtimes)('$folder is built with the package that wires it', ({ folder }) => {
    const { references } = JSON.parse(readFileSync(`${packagesFolder}berth/tsconfig.json`, 'utf8'))
    expect(references).toContainEqual({ path: `../${folder}` })
  })

  it.each(runtimes)('$folder is held to the conformance suite', ({ folder }) => {
    expect(testsOf(folder).filter((source) => /\bruntimeConformance\(/.test(source))).not.toEqual([])
  })
})
