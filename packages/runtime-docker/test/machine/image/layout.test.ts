import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { holdsMode, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import { podmanDialect } from '../../../src/engine/podman-dialect.js'
import { partsOutcome } from '../../../src/image/parts-outcome.js'
import { loadPartsProgram } from '../../../src/image/parts-program.js'
import { programs } from '../../../src/programs.generated.js'
import { anOutline, digest } from '../../image/an-outline.js'
import { docker, type StubEngine, useStubs } from '../../run-program.js'

const podman = { ...docker, dialect: podmanDialect }
const id = 'c'.repeat(64)

/** Keeps what it is given to pull, and tells which id it gave it. */
const engineText = `
here=$OLDPWD
case $1 in
  pull)
    folder=$here/\${3#oci:}
    cp -R "$folder" pulled || exit 1
    [ ! -e broken ] || { echo 'blob not found' >&2; exit 1; }
    [ -e made ] && cat made || echo ${id} ;;
  tag) : >tagged ;;
  image) case $4 in
    *println*) [ -e tagged ] || { echo 'Error: lab: image not known' >&2; exit 125; }; printf '\\n{"Id":"${id}"}\\n' ;;
    *) [ ! -e named ] || cat named ;;
  esac ;;
esac`

everyShell(programs, ['load-layout'], ({ container }) => {
  const stub = useStubs(container)
  const places: string[] = []
  afterEach(() => {
    for (const place of places.splice(0)) rmSync(place, { recursive: true, force: true })
  })
  const outline = anOutline('1', '2')
  const engineOf = (): StubEngine => {
    const engine = stub(engineText)
    copyFileSync(join(engine.folder, 'docker'), join(engine.folder, 'podman'))
    chmodSync(join(engine.folder, 'podman'), 0o755)
    return engine
  }
  const put = () => {
    const place = mkdtempSync(join(tmpdir(), 'berth-Layout-'))
    places.push(place)
    const folder = join(place, 'Host-1', id)
    mkdirSync(join(folder, 'blobs/sha256'), { recursive: true })
    writeFileSync(join(folder, 'blobs/sha256', id), '{"x"}')
    writeFileSync(join(folder, 'blobs/sha256', '2'.repeat(64)), 'x'.repeat(600))
    return { outline, folder, missing: [1] }
  }
  const load = async (engine: StubEngine, parts: ReturnType<typeof put>) =>
    partsOutcome(await engine.run(loadPartsProgram(parts, podman)), parts, podman)

  describe('loading', () => {
    test('makes the folder a layout, gives the image its name, and leaves nothing', async () => {
      const engine = engineOf()
      const parts = put()
      expect(await load(engine, parts)).toMatchObject({ configDigest: digest('c') })
      for (const name of ['oci-layout', 'index.json', `blobs/sha256/${'2'.repeat(64)}`])
        expect(existsSync(join(engine.folder, 'pulled', name))).toBe(true)
      holdsMode('parts-layout', modeOf(join(engine.folder, 'pulled', 'index.json')))
      expect(engine.calls.slice(1, 4)).toEqual([
        `pull --quiet oci:${id}`,
        `tag ${id} lab:1`,
        `untag ${id} localhost/${id}`,
      ])
      expect(existsSync(parts.folder)).toBe(false)
    })

    test('leaves nothing where the engine fails either', async () => {
      const engine = engineOf()
      writeFileSync(join(engine.folder, 'broken'), '')
      const parts = put()
      expect(await load(engine, parts)).toMatchObject({ reason: expect.stringContaining('blob not found') })
      expect(existsSync(parts.folder)).toBe(false)
    })

    test('gives the name to no other image', async () => {
      const engine = engineOf()
      writeFileSync(join(engine.folder, 'made'), 'd'.repeat(64))
      expect(await load(engine, put())).toMatchObject({
        reason: expect.stringContaining(`made ${'d'.repeat(64)} of it`),
      })
      expect(engine.calls.some((call) => call.startsWith('tag'))).toBe(false)
    })

    test('tells of a name that another image has', async () => {
      const engine = engineOf()
      writeFileSync(join(engine.folder, 'named'), `${'d'.repeat(64)}\n`)
      const { reports } = await engine.run(loadPartsProgram(put(), podman))
      expect(reports.some(([word]) => word === 'moves')).toBe(true)
    })
  })
})
