import { describe, expect, it } from 'vitest'
import { declaredCommands, usersOf } from '../../src/remedies/declared-commands.js'
import { readRemedies } from '../../src/remedies/read-remedies.js'
import { remediesPage } from '../../src/remedies/remedies-page.js'
import { remedyRuns } from '../../src/remedies/remedy-runs.js'

describe('the commands of this repository', () => {
  const { commands, sources, runs } = readRemedies()

  it('have ids of their own', () => {
    const ids = commands.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
    expect(ids).not.toEqual([])
  })

  it.each(commands)('$id is printed somewhere', (command) => {
    expect(usersOf(command, sources)).not.toEqual([])
  })

  it.each(commands)('$id is run by a test', ({ id }) => {
    expect(runs.get(id) ?? []).not.toEqual([])
  })

  it('are all that tests say to run', () => {
    const ids = new Set(commands.map(({ id }) => id))
    expect([...runs.keys()].filter((id) => !ids.has(id))).toEqual([])
  })
})

describe('the page', () => {
  const declared = `/** Says it. */\nexport const sayIt: CommandOf<'name'> = declareHostCommand({\n  id: 'say-it',\n  form: 'say {name}',\n})\n`
  const sources = new Map([
    ['packages/core/src/say.ts', declared],
    ['packages/core/src/user.ts', 'const remedy = [sayIt({ name })]\n'],
    ['packages/berth/src/user.ts', 'sayIt()\n'],
  ])
  const tests = new Map([
    ['packages/berth/test/say.test.ts', "runsRemedy('say-it', async () => {})\nrunsRemedy('say-it')\n"],
  ])

  it('has a row for each command', () => {
    const page = remediesPage({ commands: declaredCommands(sources), sources, runs: remedyRuns(tests) })
    expect(page).toContain('| say-it | `say {name}` | its hosts | core: user.ts | berth: say.test.ts |\n')
  })

  it('is not made where a declaration cannot be read', () => {
    const odd = new Map([['packages/core/src/odd.ts', 'export const odd: X = declareHostCommand(made)\n']])
    expect(() => declaredCommands(odd)).toThrow('packages/core/src/odd.ts')
  })
})
