import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BerthError } from 'berth-cluster'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { damaged } from '../../../testbed/test/fuzz/damage.js'
import { fuzz } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddJson, oddText, prototypeNames } from '../../../testbed/test/fuzz/odd-texts.js'
import { reachedBefore } from '../../src/runs/index.js'
import { decodeRunRecord, encodeRunRecord, recordFileName } from '../../src/runs/run-record.js'
import { RunStore } from '../../src/runs/run-store.js'

const folder = mkdtempSync(join(tmpdir(), 'berth-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const record = {
  run: 'r1',
  cluster: 'lab',
  user: 'me',
  container: { runtime: 'docker', name: 'box' },
  hosts: ['gpu1', 'gpu2'],
  engines: { gpu1: { reachedBy: 'plain', engineId: 'E1' }, gpu2: { reachedBy: 'sudo', engineId: null } },
  missing: { gpu3: { code: 'BERTH_HOST_UNREACHABLE', reason: 'no route', left: false } },
  at: '2026-01-02T03:04:05.000Z',
} as const
const whole = encodeRunRecord(record)

describe('the record of a run', () => {
  const members = fc.dictionary(fc.constantFrom(...Object.keys(record), ...prototypeNames), oddJson)
  const texts = fc.oneof(
    damaged([whole]).map(({ damaged: text }) => text),
    members.map((value) => JSON.stringify({ ...record, ...value })),
    oddText,
  )

  it('is read, or says what is wrong with it', () => {
    fuzz(texts, (text) => {
      try {
        const read = decodeRunRecord(text)
        expect(typeof recordFileName(read.run)).toBe('string')
        expect(reachedBefore([read])).toBeInstanceOf(Map)
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError)
      }
    })
    expect(() => decodeRunRecord('['.repeat(100_000))).toThrow(SyntaxError)
  })

  it('is no record where its end is cut off', () => {
    for (let length = 0; length < whole.length - 1; length += 1)
      expect(() => decodeRunRecord(whole.slice(0, length))).toThrow(SyntaxError)
    expect(decodeRunRecord(whole)).toEqual(record)
  })

  it('is one of a folder that may hold anything', () => {
    const runs = join(folder, 'runs')
    mkdirSync(join(runs, 'folder.json'), { recursive: true })
    expect(() => new RunStore(runs).list('lab', 'me')).toThrow(BerthError)
    rmSync(join(runs, 'folder.json'), { recursive: true })
    fuzz(
      fc.oneof(
        texts.map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 40 }),
      ),
      (bytes) => {
        writeFileSync(join(runs, 'r1.json'), bytes)
        try {
          for (const read of new RunStore(runs).list('lab', 'me')) expect(read.cluster).toBe('lab')
        } catch (error) {
          expect(error).toMatchObject({ code: 'BERTH_STATE' })
        }
      },
    )
  })

  it('takes as long as it is', () => {
    growsEvenly(
      (size) => JSON.stringify({ ...record, hosts: Array.from({ length: size }, (_, index) => `gpu${index}`) }),
      decodeRunRecord,
    )
    growsEvenly(
      (size) => `{"a":${'['.repeat(size)}`,
      (text) => {
        expect(() => decodeRunRecord(text)).toThrow(SyntaxError)
      },
    )
  })
})
