import { describe, expect, it } from 'vitest'
import { imageProgress } from '../../src/adapter/image-progress.js'

describe('imageProgress', () => {
  const told = (progressOn: 'stdout' | 'stderr'): readonly string[] => {
    const messages: string[] = []
    const { onReport, onLine } = imageProgress({ loading: 'loading /i' }, progressOn, (line) => messages.push(line))
    onReport?.('image')
    onLine?.('what the image is', 'stdout')
    onLine?.('a warning', 'stderr')
    onReport?.('loading')
    onLine?.('half of it', 'stdout')
    onLine?.('all of it', 'stderr')
    onReport?.('toString')
    onLine?.('what the image is', 'stdout')
    return messages
  }

  it('tells of the beginning of work, and of its lines on standard output', () => {
    expect(told('stdout')).toEqual(['loading /i', 'half of it'])
  })

  it('tells of all lines on standard error', () => {
    expect(told('stderr')).toEqual(['a warning', 'loading /i', 'all of it'])
  })
})
