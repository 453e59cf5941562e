import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { saveContainer } from '../../../src/containers/save-container.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, useStubs } from '../../run-program.js'

const id = 'c'.repeat(64)
const saving = { container: { id, name: 'lab', labels: { 'berth.run': 'r' } }, leftOut: [], unique: 'u1' }

/** An engine that keeps passing images in a file: a line for each, with its id and its labels. */
const engine = `
touch images
case "$*" in
  'container inspect'*) cat container ;;
  commit*) cat slow 2>/dev/null | sh; echo "made berth.saving=u1" >>images; echo made ;;
  'image ls'*) grep -e "\${6#label=}" images | cut -d ' ' -f 1 ;;
  'image inspect'*) cat since ;;
  'image rm'*) sed -i "/^$5 /d" images ;;
  save*) cat write | sh ;;
esac`

everyShell(programs, ['save-container', 'forget-container'], ({ container }) => {
  const stub = useStubs(container)

  const set = (settings: Readonly<Record<string, string>> = {}) => {
    const made = stub(engine)
    const usual = { container: 'base 1000 match\n', write: "printf 'a\\0b'", since: '0' }
    for (const [name, text] of Object.entries({ ...usual, ...settings })) writeFileSync(join(made.folder, name), text)
    const within = ['sh', '-c', 'PATH=$1:$PATH && shift && exec "$@"', 'sh', made.folder]
    const run = (command: readonly string[], options = {}) => {
      const pieces: Uint8Array[] = []
      const onOutput = (stream: string, piece: Uint8Array): void =>
        void (stream === 'stdout' && pieces.push(Buffer.from(piece)))
      return container
        .exec([...within, ...command], { onOutput, ...options })
        .then((result) => ({ ...result, written: Buffer.concat(pieces).toString('latin1') }))
    }
    const images = (): string => readFileSync(join(made.folder, 'images'), 'utf8')
    return { made, run, images }
  }

  it('writes out the image of the container and its own, and takes away the passing one alone, by its id', async () => {
    const { made, run, images } = set()
    const { exitCode, written } = await run(saveContainer.write(saving, docker))
    expect([exitCode, written, images()]).toEqual([0, 'making\na\0b', ''])
    const [looked, , commit, ...rest] = made.calls
    expect(looked).toMatch(/^container inspect --size --format .*{{\.Image}} {{json \.SizeRw}} match.* -- c{64}$/)
    expect(commit).toMatch(
      /^commit --pause=false --change LABEL berth\.saving=u1 --change LABEL berth\.saving\.since=\d+ c{64}$/,
    )
    expect(rest).toEqual(['save -- base made', 'image rm --no-prune -- made'])
  })

  it('leaves nothing where the engine does not write', async () => {
    const { run, images } = set({ write: 'echo no space >&2; exit 3' })
    const { exitCode, stderr } = await run(saveContainer.write(saving, docker))
    expect([exitCode, stderr.trim(), images()]).toEqual([3, 'no space', ''])
  })

  it('leaves nothing where nobody reads any more', async () => {
    const { run, images } = set({ write: 'trap "" PIPE; head -c 1000000 /dev/zero; echo done >wrote' })
    const command = ['sh', '-c', '"$@" | head -c 8', 'sh', ...saveContainer.write(saving, docker)]
    expect((await run(command)).written).toBe('making\n\0')
    await expect.poll(images).toBe('')
  })

  it('makes nothing of another container, and none without room', async () => {
    for (const [seen, why] of [
      ['changed\n', /no longer has the id and the labels/],
      [
        'base 9000000000000000 match\n',
        /no room for a copy of what was changed in the container: it needs 9000000000 MB/,
      ],
    ] as const) {
      const { made, run } = set({ container: seen })
      const { exitCode, stderr, written } = await run(saveContainer.write(saving, { ...docker, root: '/' }))
      expect([exitCode, written, made.calls.length]).toEqual([1, '', 1])
      expect(stderr).toMatch(why)
    }
  })

  it('removes what a program has left that was killed, an hour later', async () => {
    const { run, images, made } = set()
    writeFileSync(join(made.folder, 'images'), 'old berth.saving=gone\n')
    await run(saveContainer.write(saving, docker))
    expect(images()).toBe('')
    writeFileSync(join(made.folder, 'images'), 'young berth.saving=other\n')
    writeFileSync(join(made.folder, 'since'), String(Math.floor(Date.now() / 1000) - 60))
    await run(saveContainer.write(saving, docker))
    expect(images()).toBe('young berth.saving=other\n')
  })

  describe('what was ended from outside', () => {
    it('is taken away, also where the engine makes it yet', async () => {
      const { run, images, made } = set({ slow: 'sleep 1' })
      const aborting = new AbortController()
      const onOutput = (): void => aborting.abort()
      await run(saveContainer.write(saving, docker), { onOutput, signal: aborting.signal })
      // Whoever ends the program ends the engine's client, and the engine goes on.
      setTimeout(() => writeFileSync(join(made.folder, 'images'), 'made berth.saving=u1\n'), 500)
      await run(saveContainer.forget('u1', 10, docker))
      expect(images()).toBe('')
    })

    it('is waited for no longer than said', async () => {
      const { run, made } = set()
      expect((await run(saveContainer.forget('u1', 0, docker))).exitCode).toBe(0)
      expect(made.calls).toHaveLength(1)
      expect(existsSync(join(made.folder, 'slow'))).toBe(false)
    })
  })
})
