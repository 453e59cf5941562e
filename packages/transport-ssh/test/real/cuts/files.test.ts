import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster, resolveConfig } from '@berth/core'
import type { Transport } from '@berth/core/adapter'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunSshd } from '../sshd.js'
import { placesToCut, useCutHost } from './use-cut-host.js'

/** A cluster of the one host, without containers. */
function clusterOf(transport: Transport): Cluster {
  const config = resolveConfig({ orchestrator: 'baremetal', node_dict: { one: {} }, username: 'root' })
  return new Cluster({ config, transport, runtimes: {} })
}

const size = 350_000
const content = (turn: number): Buffer =>
  Buffer.from(Array.from({ length: size }, (_, index) => (index * 7 + turn) % 251))

describe.runIf(canRunSshd)('a file whose link is cut at every 64 KiB of it, and at its end', () => {
  const cutHost = useCutHost()
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-cuts-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('and that is read into memory is never told as whole where it is not', async () => {
    const path = join(folder, 'read')
    writeFileSync(path, content(0))
    const read = () => cutHost().host.getFile(path)
    const { bytes } = await cutHost().measure('down', read)
    for (const place of placesToCut(bytes)) {
      const outcome = await cutHost().cut('down', place, read)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'BERTH_CONNECTION_LOST' })
      else expect([place, Buffer.from(outcome.value).equals(content(0))]).toEqual([place, true])
    }
  })

  it('and that is written out of memory has its old content or the new, which is there where it says so', async () => {
    const path = join(folder, 'written')
    const write = (turn: number) => () => cutHost().host.putFile(path, content(turn))
    const { bytes } = await cutHost().measure('up', write(0))
    let old = content(0)
    for (const [turn, place] of placesToCut(bytes).entries()) {
      const next = content(turn + 1)
      const outcome = await cutHost().cut('up', place, write(turn + 1))
      const seen = readFileSync(path)
      expect([place, seen.equals(next) || (outcome.status === 'rejected' && seen.equals(old))]).toEqual([place, true])
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'BERTH_CONNECTION_LOST' })
      old = seen
    }
  })

  it('and that is saved to a file is there whole, or not at all', async () => {
    const path = join(folder, 'saved')
    writeFileSync(path, content(0))
    const cluster = clusterOf(cutHost().transport)
    const save = () => cluster.saveFile(path, join(folder, 'results'), { on: 'host' })
    const { bytes } = await cutHost().measure('down', save)
    for (const place of placesToCut(bytes)) {
      rmSync(join(folder, 'results'), { recursive: true })
      const outcome = await cutHost().cut('down', place, save)
      const names = readdirSync(join(folder, 'results', 'one'))
      expect([place, names]).toEqual([place, outcome.status === 'rejected' ? [] : ['saved']])
      if (outcome.status === 'fulfilled') {
        expect(readFileSync(join(folder, 'results', 'one', 'saved')).equals(content(0))).toBe(true)
      }
    }
  })

  it('and that is put with others is there whole, under its name, or as it was', async () => {
    const source = join(folder, 'source')
    mkdirSync(source)
    // Long names, so that much is to be said of what is to be done once all is there.
    const names = Array.from({ length: 150 }, (_, index) => `${String(index).padStart(3, '0')}${'n'.repeat(150)}`)
    const contents = new Map(names.map((name) => [name, Buffer.from(name)]))
    contents.set('large', Buffer.concat([content(0), content(1).subarray(0, 200_000)]))
    for (const [name, text] of contents) writeFileSync(join(source, name), text)
    const old = Buffer.from('old')
    const cluster = clusterOf(cutHost().transport)
    const put = (target: string) => () => cluster.putDirectory(target, source, { on: 'host' })
    const seenIn = (target: string): readonly string[] =>
      readdirSync(target).filter((name) => !name.startsWith('.berth-put-'))

    const { bytes } = await cutHost().measure('up', put(join(folder, 'measured')))
    for (const [turn, place] of placesToCut(bytes).entries()) {
      const target = join(folder, `target-${turn}`)
      mkdirSync(target)
      for (const name of ['large', '000old']) writeFileSync(join(target, name), old)
      const outcome = await cutHost().cut('up', place, put(target))
      const isRight = (name: string): boolean => {
        const text = readFileSync(join(target, name))
        return text.equals(old) || text.equals(contents.get(name) ?? old)
      }
      expect([place, seenIn(target).filter((name) => !isRight(name))]).toEqual([place, []])
      if (outcome.status === 'rejected') await put(target)()
      expect(seenIn(target)).toEqual([...contents.keys(), '000old'].sort())
      for (const [name, text] of contents) expect(readFileSync(join(target, name)).equals(text)).toBe(true)
      rmSync(target, { recursive: true, force: true })
    }
  }, 300_000)
})
