import { describe, expect, it } from 'vitest'
import { imageProgress } from '../../src/adapter/image-progress.js'
import type { ImageProgress, ImageSource } from '../../src/contract/index.js'

const source: ImageSource = { reference: 'lab:1', pull: 'missing', archive: '/i' }

const part = {
  beginnings: ({ archive }: ImageSource) => ({ loading: `loading ${archive}` }),
  endings: ({ archive }: ImageSource) => ({ loading: `loaded ${archive}` }),
}

type Told = readonly [message: string, detail: ImageProgress | undefined]

describe('imageProgress', () => {
  const told = (progressOn: 'stdout' | 'stderr'): readonly Told[] => {
    const messages: Told[] = []
    const teller = imageProgress({ ...part, progressOn }, source, (...one) => messages.push([one[0], one[1]]))
    teller.onReport?.('image')
    teller.onLine?.('what the image is', 'stdout')
    teller.onLine?.('a warning', 'stderr')
    teller.onReport?.('loading')
    teller.onLine?.('half of it', 'stdout')
    teller.onLine?.('all of it', 'stderr')
    teller.onReport?.('toString')
    teller.onLine?.('what the image is', 'stdout')
    teller.done({ reports: [], stderr: '' })
    return messages
  }
  const line = { engineLine: true }

  it('tells of the beginning of work, of its lines on standard output, and of its end', () => {
    expect(told('stdout')).toEqual([
      ['loading /i', undefined],
      ['half of it', line],
      ['loaded /i', {}],
    ])
  })

  it('tells of all lines on standard error', () => {
    expect(told('stderr')).toEqual([
      ['a warning', line],
      ['loading /i', undefined],
      ['all of it', line],
      ['loaded /i', {}],
    ])
  })

  it('counts layers, and tells of bytes at the end, where the engine says them', () => {
    const messages: Told[] = []
    const layer = (text: string) => {
      const [id = '', state] = text.split(' ')
      return state === undefined ? null : { id, there: state === 'there' }
    }
    const size = () => 2048
    const teller = imageProgress({ ...part, progressOn: 'stdout', layer, size }, source, (...one) =>
      messages.push([one[0], one[1]]),
    )
    teller.onReport?.('loading')
    for (const text of ['a new', 'b there', 'a there', 'well']) teller.onLine?.(text, 'stdout')
    teller.done({ reports: [], stderr: '' })
    expect(messages.map(([, detail]) => detail)).toEqual([
      undefined,
      { ...line, layers: { done: 0, total: 1 } },
      { ...line, layers: { done: 1, total: 2 } },
      { ...line, layers: { done: 2, total: 2 } },
      { ...line, layers: { done: 2, total: 2 } },
      { bytes: 2048 },
    ])
  })

  it('sums up the bytes of layers whose sizes are known, all of them once a layer is whole', () => {
    const messages: Told[] = []
    const layer = (text: string) => {
      const [id = '', done, total] = text.split(' ')
      if (done === 'whole') return { id, there: false, whole: true }
      return { id, there: false, ...(total && { received: { done: Number(done), total: Number(total) } }) }
    }
    const teller = imageProgress({ ...part, progressOn: 'stdout', layer }, source, (...one) =>
      messages.push([one[0], one[1]]),
    )
    teller.onReport?.('loading')
    for (const text of ['a', 'b whole', 'a 1 10', 'c 5 20', 'a 9 10', 'a whole', 'a']) teller.onLine?.(text, 'stdout')
    expect(messages.slice(1).map(([, detail]) => detail?.received)).toEqual([
      undefined,
      undefined,
      { done: 1, total: 10 },
      { done: 6, total: 30 },
      { done: 14, total: 30 },
      { done: 15, total: 30 },
      { done: 15, total: 30 },
    ])
  })

  it('tells of no end where no work was begun', () => {
    const messages: Told[] = []
    const teller = imageProgress({ ...part, progressOn: 'stdout' }, source, (...one) => messages.push([one[0], one[1]]))
    teller.onReport?.('image')
    teller.done({ reports: [], stderr: '' })
    expect(messages).toEqual([])
  })
})
