import { describe, expect, it } from 'vitest'
import { commandTexts } from '../../src/remedies/command-texts.js'
import { readRemedies } from '../../src/remedies/read-remedies.js'

/** What prints the commands themselves, the page of error codes, and the help of the command line. */
const tellers =
  /^packages\/(?:core\/src\/errors\/(?:meanings\/|remedies\/remedy\.ts)|berth\/src\/cli\/(?:commands|options)|berth\/src\/cli\/program\.ts)/

it('no source prints a command that is not declared', () => {
  const { sources } = readRemedies()
  const found = [...sources].flatMap(([path, source]) =>
    tellers.test(path) || path.includes('.generated.')
      ? []
      : commandTexts(source).map(({ line, text }) => `${path}:${line} ${text.slice(0, 120)}`),
  )
  expect(found).toEqual([])
})

describe('commandTexts', () => {
  it.each([
    ["'Bring it up: berth up.'"],
    ["'remove it with `berth down --destroy`'"],
    [`\`Run \${program} container inspect on the host.\``],
    [`\`Look at \${engine.dialect.program} ps --all.\``],
    ["'docker unpause demo'"],
    ["'Let the user linger (loginctl enable-linger)'"],
    ["'remove it with ssh-keygen -R host'"],
    ["'Mend it. Run: anything'"],
    ['"Find it with ss -ltnp"'],
  ])('finds the command in %s', (source) => {
    expect(commandTexts(`const remedy = ${source}\n`)).toHaveLength(1)
  })

  it.each([
    ["'the docker command is a stand-in'"],
    ["['docker', 'ps']"],
    ["declareHostCommand({ id: 'say', form: 'docker ps' })"],
    ['// berth up'],
    ['/* docker ps */'],
    ['/docker ps/.test(text)'],
    ["'Let the user run it again.'"],
  ])('finds none in %s', (source) => {
    expect(commandTexts(`const value = ${source}\n`)).toEqual([])
  })
})
