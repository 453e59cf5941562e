import { expect, test } from 'vitest'
import type { HostSnapshot } from '../../../src/invariants/host-snapshot.js'
import { changed, filesBetween, type Looked } from '../../../src/soak/measure/inventory.js'

const host = (change: Partial<HostSnapshot> = {}): HostSnapshot => ({
  ...{ containers: new Map(), images: new Set(['docker a']), volumes: new Set(), processes: new Map() },
  ...{ sessions: new Set(), files: new Map() },
  ...change,
})
const looked = (change: Partial<Looked> = {}, h1: Partial<HostSnapshot> = {}): Looked => ({
  running: new Map([['resource Timeout', 1]]),
  files: new Map([['file here home', 1]]),
  hosts: new Map([['h1', host(h1)]]),
  ...change,
})
const file = new Map([['/tmp/left', 'f 644 root:root 1 1']])

test('all that is as it was is no change, and files of a first use are let be', () => {
  const { running } = looked()
  expect(changed({ running, rest: looked() }, looked())).toEqual([])
  expect(changed({ running }, looked({ files: new Map() }, { files: file }))).toEqual([])
})

test('what this process holds, files here and there, and containers are told', () => {
  const { running } = looked()
  const seen = { engine: 'docker', id: 'c', name: 'lab', state: 'running', created: '', started: '', image: 'a' }
  const now = looked(
    { running: new Map([['resource Timeout', 2]]), files: new Map() },
    { files: file, containers: new Map([['docker c', { ...seen, volumes: [], labels: {} }]]) },
  )
  expect(changed({ running, rest: looked() }, now)).toEqual([
    'resource Timeout: 2 in place of 1',
    'file here home: 0 in place of 1',
    'h1: the docker container lab (c) has come, of a name that is not ours',
    'h1: the file /tmp/left has come',
  ])
})

test('files that came between two looks are told with their host', () => {
  const later = looked({ files: new Map([['file here home/a', 1]]) }, { files: file })
  expect(filesBetween(looked(), later)).toEqual(['file here home/a', 'h1: /tmp/left'])
})
