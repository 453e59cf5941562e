import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageSource, OutputStream } from '@berth/core/adapter'
import { expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { imageOutcome } from '../../../src/image/image-outcome.js'
import { imageProgram } from '../../../src/image/image-program.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, useStubs } from '../../run-program.js'

const source: ImageSource = { reference: 'a:1', pull: 'missing', archive: null }
const id = `sha256:${'a'.repeat(64)}`
const missing = 'Error: No such image: a:1'

/**
 * An engine that has the image once it was loaded or pulled, and prints an empty line, as Docker does, where it has
 * none.
 */
const empty = `
case $1 in
  image) [ -e there ] && printf '\\n%s\\n' '{"Id":"${id}"}' || { echo; echo '${missing}' >&2; exit 1; } ;;
  load) cat >loaded; echo 'Loaded image: a:1'; touch there ;;
  pull) printf 'half\\rwhole\\n'; echo warning >&2; touch there ;;
esac`

everyShell(programs, ['image'], ({ container }) => {
  const stub = useStubs(container)

  test.each(['missing', 'never'] as const)('leaves an image alone that is there: %s', async (pull) => {
    const engine = stub(`touch there${empty}`)
    const answer = await engine.run(imageProgram({ ...source, pull, archive: '/i.tar' }, docker))
    expect(imageOutcome(answer, source, docker)).toMatchObject({ id })
    expect(engine.calls).toEqual(['image inspect --format {{println}}{{json .}} -- a:1'])
  })

  test.each([
    ['a:1', 4],
    ['a@sha256:f00', 1],
  ])('pulls %s always, if it can have moved', async (reference, calls) => {
    const engine = stub(`touch there${empty}`)
    const asked = { ...source, reference, pull: 'always' } as const
    expect(imageOutcome(await engine.run(imageProgram(asked, docker)), asked, docker)).toMatchObject({ id })
    expect(engine.calls).toHaveLength(calls)
  })

  test.each([
    [
      'pulls',
      null,
      'pull -- a:1',
      ['pulling', 'no bytes are told: the engine is at no socket of this host', 'half', 'whole'],
    ],
    ['loads', 'i i.tar', 'load', ['loading', 'Loaded image: a:1']],
  ])('%s what is missing, and tells of it as it comes', async (_what, file, call, told) => {
    const engine = stub(empty)
    const seen: string[] = []
    const hear = (text: string, stream: OutputStream = 'stdout'): void => {
      if (stream === 'stdout') seen.push(text)
    }
    const archive = file === null ? null : join(engine.folder, file)
    if (archive !== null) writeFileSync(archive, 'an archive')
    const asked = { ...source, archive }
    const listener = { onReport: (word: string) => hear(word), onLine: hear }
    const answer = await engine.run(imageProgram(asked, docker), listener)
    expect(imageOutcome(answer, asked, docker)).toMatchObject({ id })
    expect(engine.calls).toContain(call)
    expect(seen).toEqual(['image', ...told, 'image', `{"Id":"${id}"}`, 'end'])
    if (archive !== null) expect(readFileSync(join(engine.folder, 'loaded'), 'utf8')).toBe('an archive')
  })

  test('says what it finds when it looks again', async () => {
    const again = (said: string): string => `
      [ "$1" != pull ] || exec touch pulled
      [ -e pulled ] && echo '${said}' >&2 || echo '${missing}' >&2
      exit 1`
    const answer = await stub(again(missing)).run(imageProgram(source, docker))
    expect(imageOutcome(answer, source, docker)).toMatchObject({ reason: 'a:1 was pulled and is not there' })
    const locked = stub(again('Error response from daemon: database is locked'))
    await expect(locked.run(imageProgram(source, docker))).rejects.toMatchObject({
      reason: 'Error response from daemon: database is locked',
    })
  })

  test('pulls nothing when it is not to', async () => {
    const engine = stub(empty)
    const answer = await engine.run(imageProgram({ ...source, pull: 'never' }, docker))
    expect(answer.reports.at(-1)).toEqual(['not-here', ''])
    expect(engine.calls).toHaveLength(1)
  })

  test('takes no failure to look for a missing image', async () => {
    const asked = stub('echo database is locked >&2; exit 1').run(imageProgram(source, docker))
    await expect(asked).rejects.toMatchObject({ reason: 'database is locked' })
    const invalid = stub('echo "invalid reference format; No such image: A" >&2; exit 1')
    await expect(invalid.run(imageProgram(source, docker))).rejects.toMatchObject({
      reason: expect.stringMatching(/invalid/),
    })
    expect(invalid.calls).toHaveLength(1)
  })
})
