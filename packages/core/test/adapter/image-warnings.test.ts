import { expect, it } from 'vitest'
import { both, imageWarnings } from '../../src/adapter/image-warnings.js'
import type { ImageSource } from '../../src/contract/index.js'

const source: ImageSource = { reference: 'lab:1', pull: 'missing', archive: '/i' }
const warnings = ({ archive }: ImageSource) => ({ moves: (line: string) => `${archive} moves ${line}` })

it('makes a warning of each line of a report that warns', () => {
  const warned: string[] = []
  const heard: string[] = []
  const warner = imageWarnings({ warnings }, source, (line) => warned.push(line))
  const { onReport, onLine } = both(warner, {
    onReport: (word) => heard.push(word),
    onLine: (line) => heard.push(line),
  })
  for (const word of ['constructor', 'moves']) onReport?.(word)
  onLine?.('a:1', 'stdout')
  onLine?.('beside', 'stderr')
  onLine?.('b:2', 'stdout')
  onReport?.('loading')
  onLine?.('half of it', 'stdout')
  expect(warned).toEqual(['/i moves a:1', '/i moves b:2'])
  expect(heard).toEqual(['constructor', 'moves', 'a:1', 'beside', 'b:2', 'loading', 'half of it'])
})

it('warns of nothing where nothing stands for a warning', () => {
  const { onReport, onLine } = imageWarnings({}, source, () => expect.unreachable())
  onReport?.('toString')
  onLine?.('a:1', 'stdout')
})
