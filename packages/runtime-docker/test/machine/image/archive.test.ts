import { execFileSync } from 'node:child_process'
import { chmodSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageSource } from '@berth/core/adapter'
import { describe, expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import type { Engine } from '../../../src/engine/engine.js'
import { podmanDialect } from '../../../src/engine/podman-dialect.js'
import { imageOutcome } from '../../../src/image/image-outcome.js'
import { imageProgram } from '../../../src/image/image-program.js'
import { imageWarnings } from '../../../src/image/image-progress.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, type StubEngine, useStubs } from '../../run-program.js'

const [first, second, other] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string]

/** An engine with images as files, each with its id, that sees no other folder than its own. */
const engineText = `
case $1 in
  image)
    for tag; do :; done
    tag=\${tag#docker.io/library/}
    [ -e "tag $tag" ] || { echo; echo "Error: No such image: $tag: image not known" >&2; exit 1; }
    case $4 in *println*) printf '\\n{"Id":"sha256:%s"}\\n' "$(cat "tag $tag")" ;; *) echo "sha256:$(cat "tag $tag")" ;; esac ;;
  load)
    [ "$2" != --input ] || { echo "open $3: no such file or directory" >&2; exit 1; }
    cat >loaded
    printf %s '${first}' >'tag a:1' ;;
esac`

everyShell(programs, ['image'], ({ container }) => {
  const stub = useStubs(container)
  const source = (engine: StubEngine): ImageSource => ({
    reference: 'a:1',
    pull: 'missing',
    archive: join(engine.folder, 'lab.tar'),
  })
  const archive = (engine: StubEngine, files: Readonly<Record<string, unknown>>, ...flags: readonly string[]): void => {
    for (const [name, value] of Object.entries(files)) {
      writeFileSync(join(engine.folder, name), JSON.stringify(value, null, 1))
    }
    writeFileSync(join(engine.folder, 'layer'), 'x'.repeat(100_000))
    const names = ['layer', ...Object.keys(files)]
    execFileSync('tar', ['-cf', join(engine.folder, 'lab.tar'), ...flags, '-C', engine.folder, ...names])
  }
  const warned = async (engine: StubEngine): Promise<readonly string[]> => {
    const asked = source(engine)
    const { reports } = await engine.run(imageProgram(asked, docker))
    const words = imageWarnings(asked)
    return reports.flatMap(([word, text]) => {
      const warning = words[word]
      return warning === undefined ? [] : text.trim().split('\n').map(warning)
    })
  }
  const manifest = [
    { Config: `${first}.json`, RepoTags: ['a:1', 'registry.example:5000/b:2'], Layers: ['x/layer.tar'] },
    { Config: `blobs/sha256/${second}`, RepoTags: ['c:3'], Layers: [] },
    { Config: `${second}.json`, RepoTags: null, Layers: [] },
  ]

  test('is opened by the shell: the engine’s command may see other folders', async () => {
    const engine = stub(engineText)
    archive(engine, { 'manifest.json': manifest })
    const asked = source(engine)
    expect(imageOutcome(await engine.run(imageProgram(asked, docker)), asked, docker)).toMatchObject({
      id: `sha256:${first}`,
    })
  })

  test('is opened by podman itself, which would copy its standard input', async () => {
    const engine = stub(engineText)
    archive(engine, { 'manifest.json': manifest })
    execFileSync('cp', [join(engine.folder, 'docker'), join(engine.folder, 'podman')])
    chmodSync(join(engine.folder, 'podman'), 0o755)
    const podman: Engine = { ...docker, dialect: podmanDialect }
    await engine.run(imageProgram(source(engine), podman))
    expect(engine.calls).toContain(`load --input ${source(engine).archive}`)
  })

  test('that only root may read is opened by root’s command', async () => {
    const engine = stub(engineText)
    archive(engine, { 'manifest.json': manifest })
    const asked = source(engine)
    renameSync(join(engine.folder, 'lab.tar'), join(engine.folder, 'lab.tar.root'))
    engine.add(
      'sudo',
      `[ "$1" != -n ] || shift
printf 'sudo %s\\n' "$*" >>${engine.folder}/calls
[ "$2 $3" != 'load --input' ] || exec "$1" load <"$4.root"
exec "$@"`,
    )
    const bySudo: Engine = { ...docker, reachedBy: 'sudo' }
    const outcome = imageOutcome(await engine.run(imageProgram(asked, bySudo)), asked, bySudo)
    expect(outcome).toMatchObject({ id: `sha256:${first}` })
    expect(engine.calls).toContain(`sudo docker load --input ${asked.archive}`)
  })

  describe('a tag in it that another image has', () => {
    test('is told, and no other', async () => {
      const engine = stub(engineText)
      archive(engine, { 'manifest.json': manifest })
      writeFileSync(join(engine.folder, 'tag c:3'), other)
      expect(await warned(engine)).toEqual([expect.stringMatching(/^loading \S+lab.tar for a:1 moves the tag c:3, /)])
    })

    test('is not told where it is the very image', async () => {
      const engine = stub(engineText)
      archive(engine, { 'manifest.json': manifest })
      writeFileSync(join(engine.folder, 'tag c:3'), second)
      expect(await warned(engine)).toEqual([])
    })

    test('is found by an index too', async () => {
      const engine = stub(engineText)
      const annotations = { 'io.containerd.image.name': 'docker.io/library/c:3' }
      archive(engine, { 'index.json': { manifests: [{ digest: `sha256:${second}`, annotations }] } })
      writeFileSync(join(engine.folder, 'tag c:3'), other)
      expect(await warned(engine)).toEqual([expect.stringContaining('moves the tag docker.io/library/c:3')])
    })

    test('is found where the archive is compressed', async () => {
      const engine = stub(engineText)
      archive(engine, { 'manifest.json': manifest }, '-z')
      writeFileSync(join(engine.folder, 'tag c:3'), other)
      expect(await warned(engine)).toHaveLength(1)
    })
  })
})
