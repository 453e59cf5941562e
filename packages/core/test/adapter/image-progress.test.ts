import { describe, expect, it } from 'vitest'
import { imageProgress } from '../../src/adapter/image-progress.js'

const beginnings = { loading: 'loading /i' }

describe('imageProgress', () => {
  const told = (progressOn: 'stdout' | 'stderr'): readonly string[] => {
    const messages: string[] = []
    const onProgress = (line: string): void => void messages.push(line)
    const { onReport, onLine } = imageProgress({ beginnings, warnings: {}, progressOn }, { onProgress })
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

  it('makes a warning of each line of a report that warns, and no progress of it', () => {
    const warned: string[] = []
    const progress: string[] = []
    const words = { beginnings, warnings: { moves: (line: string) => `moves ${line}` }, progressOn: 'stdout' } as const
    const { onReport, onLine } = imageProgress(words, {
      onProgress: (line) => progress.push(line),
      onWarning: (line) => warned.push(line),
    })
    onReport?.('moves')
    onLine?.('a:1', 'stdout')
    onLine?.('beside', 'stderr')
    onLine?.('b:2', 'stdout')
    onReport?.('loading')
    onLine?.('half of it', 'stdout')
    expect([warned, progress]).toEqual([
      ['moves a:1', 'moves b:2'],
      ['loading /i', 'half of it'],
    ])
  })
})
