import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { archiveHeader, type HostProgram } from '@berth/core/adapter'
import { afterEach, describe, expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { holdsMode, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import { podmanDialect } from '../../../src/engine/podman-dialect.js'
import { partsNeeded, partsOutcome } from '../../../src/image/parts-outcome.js'
import { loadPartsProgram, lookForPartsProgram } from '../../../src/image/parts-program.js'
import { programs } from '../../../src/programs.generated.js'
import { anOutline, digest } from '../../image/an-outline.js'
import { docker, type StubEngine, useStubs } from '../../run-program.js'

/** An engine whose images are files with their layers; it loads whatever it is given. */
const engineText = `
case "$1 $2" in
  'image ls') ls images 2>/dev/null ;;
  'image inspect')
    case $4 in
      *RootFS*) shift 5; for id; do cat "images/$id" || exit 1; done ;;
      *println*) [ -e loaded ] || { echo 'Error: No such image: lab' >&2; exit 1; }; printf '\\n{"Id":"%s"}\\n' '${digest('c')}' ;;
      *) [ ! -e named ] || cat named ;;
    esac ;;
  'load ')
    cat >archive
    [ ! -e broken ] || { echo 'no space left on device' >&2; exit 1; }
    echo 'Loaded image: lab:1'
    : >loaded ;;
esac`

/** The functions that write archives. */
const archiveOut = fileURLToPath(new URL('../../../programs/functions/archive-out.sh', import.meta.url))

const uid = process.getuid?.() ?? 0
const base = `/var/tmp/berth-${uid}`
// The folder of this image alone: another test, or a transfer, may be at work beside.
const folder = `${base}/${hostname().replace(/[^a-zA-Z0-9-]/g, '_')}/${'c'.repeat(64)}`

everyShell(programs, ['look-for-parts', 'load-parts'], ({ container }) => {
  const stub = useStubs(container)
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const withImages = (images: Readonly<Record<string, readonly string[]>>): StubEngine => {
    const engine = stub(engineText)
    mkdirSync(join(engine.folder, 'images'))
    for (const [id, digits] of Object.entries(images))
      writeFileSync(join(engine.folder, 'images', id), `${JSON.stringify(digits.map(digest))}\n`)
    return engine
  }
  const outline = anOutline('1', '2', '3')
  const look = async (engine: StubEngine) => partsNeeded(await engine.run(lookProgram()), outline, docker)
  const lookProgram = (): HostProgram => {
    const program = lookForPartsProgram(outline, { ...docker, root: '/' })
    if ('reason' in program) throw new TypeError(program.reason)
    return program
  }
  const put = (missing: readonly number[]) => {
    mkdirSync(join(folder, 'blobs/sha256'), { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, 'blobs/sha256', 'c'.repeat(64)), '{"x"}')
    for (const position of missing) {
      const layer = outline.layers[position]
      if (layer) writeFileSync(join(folder, `blobs/${layer.digest.replace(':', '/')}`), 'x'.repeat(600))
    }
    return { outline, folder, missing }
  }

  describe('looking', () => {
    test('tells which layers are missing, and has a folder for them that is closed to others', async () => {
      const engine = withImages({ one: ['9'], two: ['1', '2'] })
      expect(await look(engine)).toMatchObject({
        missing: [2],
        folder,
        rooms: [
          { path: folder, free: expect.any(Number) },
          { mount: '/', unpacks: true },
        ],
      })
      for (const path of [base, dirname(folder), folder]) holdsMode('parts-folder', modeOf(path))
    })

    test('tells of each layer by itself where that is of interest, however many images have it', async () => {
      const engine = withImages({ one: ['9', '3'], two: ['3', '8'], three: ['1'] })
      copyFileSync(join(engine.folder, 'docker'), join(engine.folder, 'podman'))
      const podman = { ...docker, root: '/', dialect: podmanDialect }
      const program = lookForPartsProgram(outline, podman)
      if ('reason' in program) throw new TypeError(program.reason)
      const answer = await engine.run(program)
      expect(partsNeeded(answer, outline, podman)).toMatchObject({ missing: [1] })
      expect(answer.reports[0]?.[1].trim().split('\n')).toEqual(
        ['1', '3', '8', '9'].map((digit) => JSON.stringify([digest(digit)])),
      )
    })

    test('finds nothing where there is no image, and asks for none', async () => {
      const engine = withImages({})
      expect(await look(engine)).toMatchObject({ missing: [0, 1, 2] })
      expect(engine.calls).toEqual(['image ls --all --quiet --no-trunc'])
    })

    test('uses no folder that somebody else put in the place of its own', async () => {
      mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
      symlinkSync('/tmp', folder)
      await expect(look(withImages({}))).rejects.toThrow(/cannot be made, or is another user's/)
    })
  })

  describe('loading', () => {
    test('hands over an archive that lacks what the engine has, and leaves nothing', async () => {
      const engine = withImages({})
      const parts = put([1, 2])
      expect(partsOutcome(await engine.run(loadPartsProgram(parts, docker)), parts, docker)).toMatchObject({
        id: digest('c'),
      })
      const archive = join(engine.folder, 'archive')
      const listed = execFileSync('tar', ['-tvf', archive, '--numeric-owner'], { encoding: 'utf8' })
      expect(
        listed
          .trimEnd()
          .split('\n')
          .map((line) => line.replace(/^(\S+ \S+) +(\d+) .* (\S+)$/, '$1 $2 $3')),
      ).toEqual(
        [
          ['oci-layout', 30],
          ['index.json', expect.anything()],
          ['manifest.json', expect.anything()],
          [`blobs/sha256/${'e'.repeat(64)}`, 2],
          [`blobs/sha256/${'c'.repeat(64)}`, 5],
          [`blobs/sha256/${'2'.repeat(64)}`, 600],
          [`blobs/sha256/${'3'.repeat(64)}`, 600],
        ].map(([name, size]) =>
          typeof size === 'number' ? `-rw------- 0/0 ${size} ${name}` : expect.stringMatching(` ${name}$`),
        ),
      )
      const read = (name: string) => execFileSync('tar', ['-xOf', archive, name], { encoding: 'utf8' })
      expect(read(`blobs/sha256/${'2'.repeat(64)}`)).toBe('x'.repeat(600))
      expect(JSON.parse(read('manifest.json'))).toMatchObject([
        {
          RepoTags: ['docker.io/library/lab:1'],
          Layers: outline.layers.map(({ digest: name }) => `blobs/${name.replace(':', '/')}`),
        },
      ])
      expect(JSON.parse(read('index.json'))).toMatchObject({ manifests: [{ digest: digest('e') }] })
      expect(existsSync(folder)).toBe(false)
    })

    test.each([0, 5, 8 * 1024 ** 3 - 1, 8 * 1024 ** 3, 60 * 1024 ** 3])(
      'heads a file of %d bytes as every tar reads it',
      (size) => {
        const header = archiveHeader('layer', size)
        const words = ['layer', String(size), header.toString('latin1', 148, 154)]
        const script = `. "$0"; archive_entry "$@" </dev/null | head -c 512`
        expect(execFileSync('sh', ['-c', script, archiveOut, ...words]).equals(header)).toBe(true)
      },
    )

    test('leaves nothing where the engine fails either', async () => {
      const engine = withImages({})
      writeFileSync(join(engine.folder, 'broken'), '')
      const parts = put([2])
      expect(partsOutcome(await engine.run(loadPartsProgram(parts, docker)), parts, docker)).toMatchObject({
        reason: expect.stringContaining('no space left on device'),
      })
      expect(existsSync(folder)).toBe(false)
    })

    test('takes away what another transfer of the same image left', async () => {
      const parts = put([])
      mkdirSync(join(folder, '.berth-put-other'))
      await withImages({}).run(loadPartsProgram(parts, docker))
      expect(existsSync(folder)).toBe(false)
    })

    test.each([
      ['another image', digest('d'), true],
      ['the very image', digest('c'), false],
      ['none', '', false],
    ])('tells of a name that %s has', async (_, id, isTold) => {
      const engine = withImages({})
      if (id !== '') writeFileSync(join(engine.folder, 'named'), `${id}\n`)
      const { reports } = await engine.run(loadPartsProgram(put([]), docker))
      expect(reports.some(([word]) => word === 'moves')).toBe(isTold)
    })
  })
})
