import { describe, expect, it } from 'vitest'
import { readTold } from '../../src/inventory/told-containers.js'

const labels = '{"berth.launch":"l","berth.run":"two\\nlines"}'
const engine = 'engine 4.1.2\ndata /d\nboot B\nidentity 1:2\n'
const box = `container ID box\ncreated T1\nlabels ${labels}\nrecord {"image":{"id":"/i.sqsh"}}\ndevice /dev/kfd\n`

const container = (facts: string) => readTold(`${engine}${box}${facts}end\n`)?.containers?.[0]

describe('what enroot has told', () => {
  it('is the engine, and each container with its facts', () => {
    const stopped = 'container ID2 other\ncreated T2\nlabels {}\nrecord \nstopped \n'
    const told = readTold(`${engine}${box}running T3\nlooked 0\ninside inside 1\ninside end\n${stopped}end\n`)
    expect(Object.fromEntries(told?.engine ?? [])).toEqual({ engine: '4.1.2', data: '/d', boot: 'B', identity: '1:2' })
    expect(told?.containers).toEqual([
      {
        ...{ id: 'ID', name: 'box', state: 'running', createdAt: 'T1', startedAt: 'T3', imageReference: '/i.sqsh' },
        labels: { 'berth.launch': 'l', 'berth.run': 'two\nlines' },
        devices: ['/dev/kfd'],
        inside: { text: 'inside 1\nend\n' },
      },
      {
        ...{ id: 'ID2', name: 'other', state: 'stopped', createdAt: 'T2', startedAt: null, imageReference: '' },
        ...{ labels: {}, devices: [], inside: null },
      },
    ])
  })

  it.each([
    ['looked 124\n', 'it did not answer in time'],
    ['looked 137\n', 'it did not answer in time'],
    ['looked late\n', 'it was not asked: others have taken all of the time'],
    ['looked 126\n', 'exit code 126'],
    ['', 'exit code undefined'],
  ])('of an inside that could not be read is why: %j', (facts, unreadable) => {
    expect(container(`running T\n${facts}`)?.inside).toEqual({ unreadable })
  })

  it('is nothing where it does not come to its end, and no containers where one lacks a fact', () => {
    for (const text of ['', 'end', engine, `${engine}container ID box\n`]) expect(readTold(text)).toBeNull()
    for (const facts of ['container ID box\nend\n', `${box}end\n`, `${box.replace(labels, '[]')}stopped \nend\n`])
      expect(readTold(`${engine}${facts}`)?.containers).toBeNull()
  })
})
