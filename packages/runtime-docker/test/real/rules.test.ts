import { dockerRuntime, podmanRuntime } from '@berth/runtime-docker'
import fc from 'fast-check'
import { expect } from 'vitest'
import { describeReal, realTest as test, testbed } from '../../../testbed/test/real-test.js'

/** Names that the schema of cluster files lets through. */
const names = fc
  .tuple(fc.stringMatching(/^[a-zA-Z0-9]$/), fc.stringMatching(/^[a-zA-Z0-9_.-]{0,12}$/))
  .map((parts) => parts.join(''))

/** Texts that look like references of images, right and wrong. */
const references = fc
  .tuple(
    fc.constantFrom('', 'localhost/', 'registry.example/', 'host:5000/', 'Host/', 'h-/', 'a.b:x/', 'index.docker.io/'),
    fc.stringMatching(/^[a-zA-Z0-9._/-]{0,12}$/),
    fc.constantFrom('', ':', ':1', ':-1', ':a.b-c_D', ':+', `:${'t'.repeat(129)}`),
    fc.constantFrom(
      '',
      `@sha256:${'a'.repeat(64)}`,
      `@sha256:${'A'.repeat(64)}`,
      `@md5:${'a'.repeat(32)}`,
      '@sha256:a',
    ),
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '' && !text.startsWith('-'))

const cases = 60

describeReal.each([dockerRuntime(), podmanRuntime()])('what $name takes', ({ name: program, rules }) => {
  /** What the engine of a host says to each text: the lines of `script` for it, or nothing. */
  const told = async (texts: readonly string[], script: string): Promise<readonly string[]> => {
    const each = `program=$1; shift; for text; do { ${script}; } 2>&1 | tr '\\n' ' '; echo; done`
    const { stdout } = await testbed().run('h1', ['sh', '-c', each, 'sh', program, ...texts])
    return stdout.split('\n').slice(0, -1)
  }

  test('is a name to the engine too, and what it does not take is none', async () => {
    const texts = [...new Set(['x', 'X.', ...fc.sample(names, cases)])]
    const create = 'id=$("$program" create --name "$text" --network none berth/busybox:1 true) && echo taken'
    const answers = await told(texts, `${create}; [ -z "$id" ] || "$program" rm "$id" >/dev/null`)
    const wrong = texts.filter((text, index) => {
      const isTaken = /taken|already in use/.test(answers[index] ?? '')
      return isTaken !== ((rules?.name?.(text) ?? null) === null)
    })
    expect(wrong).toEqual([])
  })

  test('is a reference to the engine too, and what is none there is told before', async () => {
    const texts = [...new Set(fc.sample(references, cases))]
    const answers = await told(texts, '"$program" image inspect --format "{{.Id}}" -- "$text"')
    const refused = /invalid reference|must be lowercase|unsupported digest|invalid checksum|more than 255|must have/
    const wrong = texts
      .map((text, index) => ({
        text,
        says: answers[index],
        rule: rules?.image?.({ reference: text, pull: 'missing', archive: null }),
      }))
      .filter(({ says, rule }) => rule === null && refused.test(says ?? ''))
    expect(wrong).toEqual([])
    expect(texts.length).toBeGreaterThan(cases / 2)
  })
})
