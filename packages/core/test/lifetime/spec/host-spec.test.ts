import { expect, it } from 'vitest'
import type { HostPath } from '../../../src/lifetime/observe/host-facts.js'
import { hostSpec, missingDevices, missingSources } from '../../../src/lifetime/spec/host-spec.js'
import { factsWith, image, wanted } from '../observations.js'

const device = (path: string, group: string): HostPath => ({ path, group, device: true })
const folder = (path: string): HostPath => ({ path, group: '0', device: false })

const amd = factsWith({
  '/dev/kfd': [device('/dev/kfd', '109')],
  '/dev/dri': [folder('/dev/dri')],
  '/dev/dri/*': [folder('/dev/dri/by-path'), device('/dev/dri/card0', '44'), device('/dev/dri/renderD128', '109')],
})
const rocm = (args: Readonly<Record<string, unknown>> = {}) => wanted('per_run', { runtime: { args } })
const specOf = (container: ReturnType<typeof rocm>, facts = amd) =>
  hostSpec(container, facts, image('1'), { label: 'x' })

it('adds the groups that own the devices on this host, by number, each once', () => {
  expect(specOf(rocm()).groupAdd).toEqual(['109', '44'])
  expect(specOf(rocm({ group_add: ['staff', '44'] })).groupAdd).toEqual(['109', '44', 'staff'])
  expect(specOf(rocm(), factsWith()).groupAdd).toEqual([])
})

it('leaves out default devices that the host lacks', () => {
  expect(specOf(rocm()).devices.map(({ path }) => path)).toEqual(['/dev/kfd', '/dev/dri'])
  expect(specOf(rocm(), factsWith()).devices).toEqual([])
  expect(missingDevices(rocm(), factsWith())).toEqual([])
})

it('misses what the user asks for by name', () => {
  const container = rocm({ devices: ['/dev/mine'], volumes: ['/data:/data:ro', '/data:/again'] })
  expect([missingDevices(container, amd), missingSources(container, amd)]).toEqual([['/dev/mine'], ['/data']])
  const has = factsWith({ '/data': [folder('/data')], '/dev/mine': [device('/dev/mine', '0')] })
  expect([missingDevices(container, has), missingSources(container, has)]).toEqual([[], []])
})

it('is the container that was asked for, from the image that was compared', () => {
  const container = rocm({
    defaults: 'none',
    volumes: ['/data:/data:ro'],
    env: { A: '1' },
    ulimit: ['nofile=1024'],
    cap_add: ['SYS_PTRACE'],
  })
  expect(specOf(container)).toEqual({
    name: 'lab',
    image: image('1'),
    labels: { label: 'x' },
    env: { A: '1' },
    network: null,
    ipc: null,
    privileged: false,
    volumes: [{ kind: 'bind', source: '/data', target: '/data', options: 'ro' }],
    devices: [],
    capAdd: ['SYS_PTRACE'],
    securityOpt: [],
    groupAdd: [],
    ulimits: ['nofile=1024'],
    own: {},
  })
})
