import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { workspaceFolder } from '../../src/workspace.js'
import { heldElsewhere } from './held-elsewhere.js'

const packages = join(workspaceFolder, 'packages')

/** The packages that read what people, hosts and servers write. */
const readers = ['berth', 'core', 'runtime-docker', 'runtime-enroot', 'transport-local', 'transport-ssh']

/** What takes a text apart is called so, whether or not it is exported. */
const parser =
  /^(?:export )?(?:async )?(?:function|const) ((?:parse|read|decode|split|expand)[A-Z]\w*|[a-z]\w+Outcome)\b/gm

describe('whatever takes a text apart', () => {
  const found = readers.flatMap((folder) => parsersOf(folder).map((name) => `${folder} ${name}`))

  it('is found in the sources', () => {
    expect(found).toEqual(
      expect.arrayContaining(['core parseJson', 'core parseTrust', 'runtime-docker observeOutcome']),
    )
    expect(found.length).toBeGreaterThan(50)
  })

  it.each(found)('is held against odd, damaged and large texts, or has a reason: %s', (name) => {
    const [folder = '', parserName = ''] = name.split(' ')
    const isHeld = fuzzedIn(folder).has(parserName)
    const reason = heldElsewhere.get(name)
    expect([isHeld, reason !== undefined], `${name} in test/fuzz of its package, or in held-elsewhere.ts`).toContain(
      true,
    )
    expect([isHeld, reason !== undefined], `${name} needs no reason any more`).not.toEqual([true, true])
  })

  it.each([...heldElsewhere])('is there, where a reason names it: %s, %s', (name, by) => {
    expect(found).toContain(name)
    const [folder = ''] = name.split(' ')
    for (const [, other = ''] of by.matchAll(/`(\w+)`/g))
      expect(fuzzedIn(folder), `${other} is named for ${name}`).toContain(other)
  })
})

function parsersOf(folder: string): readonly string[] {
  return filesOf(join(packages, folder, 'src'))
    .filter((file) => !file.includes('.generated.'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(parser)].map(([, name = '']) => name))
}

/** The names that the fuzz tests of a package import. */
function fuzzedIn(folder: string): ReadonlySet<string> {
  const tests = filesOf(join(packages, folder, 'test')).filter((file) => basename(join(file, '..')) === 'fuzz')
  const texts = tests.map((file) => readFileSync(file, 'utf8'))
  const imports = texts.flatMap((text) => [...text.matchAll(/^import \{([^}]*)\}/gm)].map(([, names = '']) => names))
  return new Set(imports.flatMap((names) => names.split(',').map((name) => name.trim())))
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}
