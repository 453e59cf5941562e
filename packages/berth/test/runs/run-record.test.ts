import { describe, expect, it } from 'vitest'
import { decodeRunRecord, encodeRunRecord, type RunRecord, recordFileName } from '../../src/runs/run-record.js'

const record: RunRecord = { run: 'r1', cluster: 'lab', handedOver: true, at: '2026-01-02T03:04:05.000Z' }

describe('run records', () => {
  it('come back as they were written', () => {
    expect(decodeRunRecord(encodeRunRecord(record), 'lab')).toEqual(record)
  })

  it.each([
    ['', /JSON/],
    ['{"run":"r1","clus', /JSON/],
    ['null', /not a JSON object/],
    ['[]', /not a JSON object/],
    [JSON.stringify({ ...record, run: '' }), /names no run/],
    [JSON.stringify({ ...record, run: 7 }), /names no run/],
    [JSON.stringify({ ...record, handedOver: 'yes' }), /handed over/],
    [JSON.stringify({ ...record, at: 'yesterday' }), /when/],
    [JSON.stringify({ ...record, cluster: 'other' }), /another cluster: "other"/],
  ])('are not read from %j', (text, reason) => {
    expect(() => decodeRunRecord(text, 'lab')).toThrow(reason)
    expect(() => decodeRunRecord(text, 'lab')).toThrow(SyntaxError)
  })
})

describe('recordFileName', () => {
  it('is a plain file name, whatever the cluster is called', () => {
    for (const cluster of ['lab', '../../etc/passwd', 'a/b', 'ü'.repeat(500), '.', ''])
      expect(recordFileName(cluster, 'me')).toMatch(/^run-[\w-]{0,40}-[0-9a-f]{16}\.json$/)
  })

  it('differs for every cluster and user', () => {
    const names = [
      ['a', 'b'],
      ['a-b', ''],
      ['', 'a-b'],
      ['a/b', 'me'],
      ['a_b', 'me'],
    ].map(([cluster = '', user = '']) => recordFileName(cluster, user))
    expect(new Set(names).size).toBe(names.length)
  })
})
