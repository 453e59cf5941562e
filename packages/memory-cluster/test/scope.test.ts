import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { basePrograms } from '../src/hosts/base-programs.js'
import { builtins } from '../src/shell/builtins/index.js'

const packages = fileURLToPath(new URL('../..', import.meta.url))
const readme = readFileSync(`${packages}/memory-cluster/README.md`, 'utf8')

/** One word of the README's tables. */
interface Word {
  readonly name: string
  readonly options: string
  readonly sentBy: string
}

const words = { builtin: tableOf('builtin'), program: tableOf('program') }

describe('the words that the README lists', () => {
  it('are the builtins of the shell', () => {
    expect(words.builtin.map(({ name }) => name).sort()).toEqual(Object.keys(builtins).sort())
  })

  it('are the programs of hosts', () => {
    expect(words.program.map(({ name }) => name).sort()).toEqual(Object.keys(basePrograms).sort())
  })

  it.each(words.program.filter(({ name }) => typeof basePrograms[name]?.options === 'string'))(
    'has the options of $name',
    ({ name, options }) => {
      expect(lettersOf(options)).toEqual([...(basePrograms[name]?.options?.match(/\w:?/g) ?? [])].sort())
    },
  )

  it.each(
    [...words.builtin, ...words.program].flatMap(({ name, sentBy }) =>
      sentBy.split(', ').flatMap((sender) => (sender === 'tests' ? [] : [[name, sender] as const])),
    ),
  )('%s is sent by %s', (name, sender) => {
    const word = new RegExp(`(?:^|[^\\w.-])${name.replace('[', '\\[')}(?:$|[^\\w:.-])`, 'm')
    expect(word.test(sourcesOf(sender))).toBe(true)
  })
})

/** The rows of the table with this heading, one for each name in the first cell. */
function tableOf(heading: string): readonly Word[] {
  const [, rows = ''] = new RegExp(`\\| ${heading} \\|.*\\n\\| ---.*\\n((?:\\|.*\\n)+)`).exec(readme) ?? []
  return rows
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .flatMap(([, names = '', options = '', sentBy = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, options, sentBy })),
    )
}

/** Letters of options as the code has them: `c:` for `-c BYTES`. */
function lettersOf(cell: string): string[] {
  return [...cell.matchAll(/`-(\w)( [A-Z]+)?`/g)].map(([, letter, value]) => letter + (value ? ':' : '')).sort()
}

function sourcesOf(folder: string): string {
  const sources = `${packages}/${folder}/src`
  const files = readdirSync(sources, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => readFileSync(`${parentPath}/${name}`, 'utf8')).join('\n')
}
