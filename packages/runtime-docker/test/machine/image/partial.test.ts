import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { holdsMode, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import type { Engine } from '../../../src/engine/engine.js'
import { partsNeeded, partsOutcome } from '../../../src/image/parts-outcome.js'
import { loadPartsProgram, lookForPartsProgram } from '../../../src/image/parts-program.js'
import { programs } from '../../../src/programs.generated.js'
import { anOutline, digest } from '../../image/an-outline.js'
import { docker, type StubEngine, useStubs } from '../../run-program.js'

/** An engine that names what it loads, lists what is whole alone, and writes out what it has. */
const engineText = `
case "$1 $2" in
  'image ls') case "$*" in *berth-partial*) [ ! -e listed ] || echo id ;; *) echo one ;; esac ;;
  'image inspect')
    case $4 in
      *RootFS*) echo '["${digest('1')}","${digest('2')}"]' ;;
      *println*) [ -e tagged ] || { echo 'Error: No such image: lab' >&2; exit 1; }; printf '\\n{"Id":"%s"}\\n' '${digest('e')}' ;;
    esac ;;
  'image save') [ ! -e whole ] || cat archive ;;
  'image tag') echo "$4 $5" >tagged ;;
  'image rm') echo "$4" >>removed ;;
  'load ') cat >archive; [ ! -e broken ] || { cat broken >&2; exit 1; } ;;
esac`

const uid = process.getuid?.() ?? 0
const here = hostname().replace(/[^a-zA-Z0-9-]/g, '_')
const digits = 'd'.repeat(64)
// The folder of this image alone: another test, or a transfer, may be at work beside.
const folder = `/var/tmp/berth-${uid}/${here}/${digits}`
const passing = `localhost/berth-partial:${digits}`

everyShell(programs, ['load-partial'], ({ container }) => {
  const stub = useStubs(container)
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const containerd: Engine = { ...docker, root: '/', store: 'containerd' }
  const outline = { ...anOutline('1', '2', '3'), config: { digest: digest('d'), size: 5 } }
  const parts = { outline, folder, missing: [2] }
  const put = () => {
    mkdirSync(join(folder, 'blobs/sha256'), { recursive: true, mode: 0o700 })
    for (const name of ['d', '1', '2', '3'])
      writeFileSync(join(folder, 'blobs/sha256', name.repeat(64)), 'x'.repeat(600))
  }
  const load = async (
    facts: Readonly<Record<string, string>>,
    missing: readonly number[] = parts.missing,
  ): Promise<[StubEngine, ReturnType<typeof partsOutcome>]> => {
    put()
    const engine = stub(engineText)
    for (const [fact, text] of Object.entries(facts)) writeFileSync(join(engine.folder, fact), text)
    const asked = { ...parts, missing }
    return [engine, partsOutcome(await engine.run(loadPartsProgram(asked, containerd)), asked, containerd)]
  }
  const calls = (engine: StubEngine) => engine.calls.map((call) => call.split(' ').slice(0, 2).join(' '))

  describe('loading what may lack layers', () => {
    test('gives an image that is whole its name, by a passing one, and leaves nothing else', async () => {
      const [engine, outcome] = await load({ listed: '', whole: '' })
      expect(outcome).toMatchObject({ id: digest('e') })
      expect(engine.calls).toContain(`image tag -- ${passing} docker.io/library/lab:1`)
      expect(engine.calls).toContain(`image rm -- ${passing}`)
      expect(existsSync(folder)).toBe(false)
    })

    test.each([
      ['that the engine does not list', { whole: '' }],
      ['that the engine lists, and cannot write out', { listed: '' }],
      ['of which the engine lacks a part', { broken: 'content digest sha256:1: not found', listed: '', whole: '' }],
    ])('gives no name to one %s: every layer is wanted then', async (_, facts) => {
      const [engine, outcome] = await load(facts)
      expect(outcome).toMatchObject({ reason: expect.stringContaining('lacks layers of lab:1') })
      expect(calls(engine)).not.toContain('image tag')
      expect(engine.calls.at(-1)).toBe(`image rm -- ${passing}`)
      expect(existsSync(join(folder, 'blobs/sha256', '3'.repeat(64)))).toBe(true)
      holdsMode('parts-every-layer', modeOf(join(folder, 'every-layer')))
    })
  })

  test.each([
    ['that the engine cannot unpack', { broken: 'crc32 mismatch' }, /crc32 mismatch/],
    ['that is not whole with all its layers', { whole: '' }, /is not whole/],
  ])('gives no name to one %s, and says so', async (_, facts, reason) => {
    const [engine, outcome] = await load(facts, [0, 1, 2])
    expect(outcome).toMatchObject({ reason: expect.stringMatching(reason) })
    expect(calls(engine)).not.toContain('image tag')
    expect(engine.calls.at(-1)).toBe(`image rm -- ${passing}`)
    expect(existsSync(folder)).toBe(false)
  })

  test('of which the engine died is no image that lacks layers', async () => {
    const [, outcome] = await load({ broken: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' })
    expect(outcome).toMatchObject({ reason: expect.stringContaining('Cannot connect') })
  })

  test('looking again tells so, until the image is loaded of all its layers', async () => {
    const engine = stub(engineText)
    const program = lookForPartsProgram(outline, containerd)
    if ('reason' in program) throw new TypeError(program.reason)
    const look = async () => {
      const needed = partsNeeded(await engine.run(program), outline, containerd)
      if ('reason' in needed) throw new TypeError(needed.reason)
      return needed
    }
    const first = await look()
    expect(first.missing).toEqual([2])
    writeFileSync(join(first.folder, 'every-layer'), '')
    expect((await look()).missing).toEqual([0, 1, 2])
  })
})
