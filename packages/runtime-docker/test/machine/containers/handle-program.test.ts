import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { handleOutcome } from '../../../src/containers/handle-outcome.js'
import { handleProgram, matchTemplate } from '../../../src/containers/handle-program.js'
import { dockerDialect } from '../../../src/engine/docker-dialect.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, type StubEngine, useStubs } from '../../run-program.js'

const handle = { id: 'ID', name: 'box', labels: {} }
const inspected = `container inspect --format ${matchTemplate(dockerDialect, handle)} -- ID`

/** An engine whose container has these bind mounts, each with who looks for its source. */
function mounting(...sources: readonly string[]): string {
  const lines = sources.map((source) => `<ID ${source} ID>\\n`).join('')
  return `case $1 in container) printf "${lines}\\nmatch\\n" ;; esac`
}

everyShell(programs, ['handle'], ({ container }) => {
  const stub = useStubs(container)

  test.each([
    ['restart', 'start -- ID'],
    ['remove', 'rm --force --volumes -- ID'],
  ] as const)('%ss the container that still is the one', async (action, words) => {
    const engine = stub('echo noise; case $1 in container) echo match ;; esac')
    expect((await engine.run(handleProgram(action, handle, docker))).reports).toEqual([['done', '']])
    expect(engine.calls).toEqual([expect.stringMatching(/^container inspect --format .* -- ID$/), words])
  })

  test('what a container answers to the guard is cut where it does not end', async () => {
    const long = 'case $1 in exec) yes | head -c 3000000; exit 1 ;; esac'
    const engine = stub(`${long}; case $4 in *State*) echo true ;; *) echo match ;; esac`)
    const { reports } = await engine.run(handleProgram('remove', handle, docker, ['ask']))
    expect(reports.map(([word, text]) => [word, text.length])).toEqual([['guarded', 1_048_575]])
  })

  test('waits for a removal that goes on already, and takes what is gone then for removed', async () => {
    const engine = stub(`case $1 in
  container) echo match ;;
  rm) if [ -e again ]; then echo 'Error: No such container: ID' >&2
    else touch again; echo 'Error: removal of container ID is already in progress' >&2; fi
    exit 1 ;;
  info) echo E1 ;;
esac`)
    const answer = await engine.run(handleProgram('remove', handle, docker))
    expect(handleOutcome('remove', answer, handle, { ...docker, identity: 'E1' })).toBeNull()
    expect(engine.calls.filter((call) => call.startsWith('rm'))).toHaveLength(2)
  })

  test('does nothing to another, and nothing where it cannot look', async () => {
    const changed = stub('echo changed')
    expect((await changed.run(handleProgram('remove', handle, docker))).reports).toEqual([['changed', '']])
    const unread = stub('echo match; echo boom >&2; exit 1')
    expect((await unread.run(handleProgram('remove', handle, docker))).reports.at(-1)).toEqual(['unread', ''])
    expect([...changed.calls, ...unread.calls]).toEqual([inspected, inspected, 'info --format {{.ID}}'])
  })

  test.each([
    ['missing', 'engine /no such/source', 'bind source path does not exist: /no such/source'],
    ['missing, of an odd name', "berth /no\\nsuch 'ID> one", "bind source path does not exist: /no\nsuch 'ID> one"],
    ['below a file', 'berth /etc/passwd/x', 'bind source path does not exist: /etc/passwd/x'],
  ])('restarts nothing whose source is %s', async (_what, source, said) => {
    const engine = stub(mounting('berth /', 'engine /etc', source))
    const answer = { reports: [['no-source', '']], stderr: `${said}\n` }
    expect(await engine.run(handleProgram('restart', handle, docker))).toEqual(answer)
    expect(engine.calls).toHaveLength(1)
  })

  // A link to itself, which stands for all that a look at a path can fail by but that there is none.
  const loop = (engine: StubEngine): string => {
    symlinkSync('loop', join(engine.folder, 'loop'))
    return join(engine.folder, 'loop')
  }

  test.each([
    ['plain', 'engine', 'done'],
    ['plain', 'berth', 'no-source'],
    ['sudo', 'engine', 'done'],
    ['sudo', 'berth', 'done'],
  ] as const)('a source that the login user cannot see, %s, looked for by %s: %s', async (reachedBy, who, word) => {
    const engine = stub(mounting(`${who} $PWD/loop`))
    const source = loop(engine)
    engine.add('sudo', 'shift; case $1 in env) ;; *) exec "$@" ;; esac')
    const { reports, stderr } = await engine.run(handleProgram('restart', handle, { ...docker, reachedBy }))
    expect(reports).toEqual([[word, '']])
    if (word === 'done') expect(engine.calls).toContain('start -- ID')
    else expect(stderr).toMatch(new RegExp(`^whether the bind source path ${source} exists cannot be told: stat: `))
  })

  test('what root cannot see either is not told to be missing', async () => {
    const engine = stub(mounting('berth $PWD/loop'))
    const source = loop(engine)
    engine.add('sudo', 'shift; case $1 in env) echo "sudo: a password is required" >&2; exit 1 ;; *) exec "$@" ;; esac')
    const { stderr } = await engine.run(handleProgram('restart', handle, { ...docker, reachedBy: 'sudo' }))
    expect(stderr).toBe(`whether the bind source path ${source} exists cannot be told: sudo: a password is required\n`)
  })

  test('says what the engine did not do', async () => {
    const engine = stub('case $1 in container) echo match ;; info) echo OMHN ;; *) echo boom >&2; exit 1 ;; esac')
    const answer = {
      reports: [
        ['engine', 'OMHN'],
        ['undone', ''],
      ],
      stderr: 'boom\n',
    }
    expect(await engine.run(handleProgram('restart', handle, docker))).toEqual(answer)
  })
})
