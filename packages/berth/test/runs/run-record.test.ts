import { describe, expect, it } from 'vitest'
import { decodeRunRecord, encodeRunRecord, type RunRecord, recordFileName } from '../../src/runs/run-record.js'

const record: RunRecord = {
  run: 'r1',
  cluster: 'lab',
  user: 'me',
  container: { runtime: 'docker', name: 'box' },
  hosts: ['a', 'b'],
  engines: { a: { reachedBy: 'sudo', engineId: 'e1' }, b: { reachedBy: 'plain', engineId: null } },
  missing: { c: { code: 'BERTH_LAUNCH_FAILED', reason: 'disk full', left: false } },
  at: '2026-01-02T03:04:05.000Z',
}

describe('run records', () => {
  it('come back as they were written', () => {
    expect(decodeRunRecord(encodeRunRecord(record))).toEqual(record)
  })

  it('are read where they do not say what was launched, as earlier ones', () => {
    const { container, missing, ...earlier } = record
    expect(decodeRunRecord(JSON.stringify(earlier))).toEqual({ ...record, container: null, missing: {} })
  })

  it('are read where a later Berth has written a code that this one does not know', () => {
    const missing = (code: string) => ({ c: { code, reason: 'disk on fire', left: true } })
    expect(decodeRunRecord(JSON.stringify({ ...record, missing: missing('BERTH_OF_TOMORROW') }))).toEqual({
      ...record,
      missing: missing('BERTH_HOSTS_FAILED'),
    })
  })

  it.each([
    ['', /JSON/],
    ['{"run":"r1","clus', /JSON/],
    ['null', /not a JSON object/],
    ['[]', /not a JSON object/],
    [JSON.stringify({ ...record, run: '' }), /names no run/],
    [JSON.stringify({ ...record, run: 7 }), /names no run/],
    [JSON.stringify({ ...record, cluster: undefined }), /no cluster/],
    [JSON.stringify({ ...record, user: undefined }), /no cluster and user/],
    [JSON.stringify({ ...record, hosts: 'a' }), /which hosts/],
    [JSON.stringify({ ...record, hosts: [1] }), /which hosts/],
    [JSON.stringify({ ...record, container: { name: 'box' } }), /which container/],
    [JSON.stringify({ ...record, engines: { a: null } }), /engine of "a"/],
    [JSON.stringify({ ...record, engines: { a: { reachedBy: 'doas', engineId: null } } }), /engine of "a"/],
    [JSON.stringify({ ...record, engines: { a: { reachedBy: 'sudo' } } }), /engine of "a"/],
    [JSON.stringify({ ...record, missing: { c: { code: 7, reason: 'x', left: false } } }), /why "c" is missing/],
    [JSON.stringify({ ...record, missing: { c: null } }), /why "c" is missing/],
    [JSON.stringify({ ...record, at: 'yesterday' }), /when/],
  ])('are not read from %j', (text, reason) => {
    expect(() => decodeRunRecord(text)).toThrow(reason)
    expect(() => decodeRunRecord(text)).toThrow(SyntaxError)
  })
})

it('a plain file name for whatever a run is called, and never the same for two', () => {
  const runs = ['5b0c', '../../etc/passwd', 'a/b', 'a%2Fb', 'ü', '.', '..']
  for (const run of runs) expect(recordFileName(run)).toMatch(/^[^/]+\.json$/)
  expect(new Set(runs.map(recordFileName)).size).toBe(runs.length)
})
