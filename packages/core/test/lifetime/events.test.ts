import { expect, it } from 'vitest'
import { type ClusterEvent, harmlessly } from '../../src/lifetime/events.js'

it('gives listeners texts that are harmless to print, and all else as it is', () => {
  const events: ClusterEvent[] = [
    { type: 'phase', state: 'ready' },
    { type: 'warning', message: 'made by \x1b[2Jevil' },
    { type: 'host', host: 'n1', step: 'image', status: 'progress', message: '50 %\r' },
    { type: 'host', host: 'n1', step: 'image', status: 'started' },
  ]
  const heard: ClusterEvent[] = []
  for (const event of events) harmlessly((one) => heard.push(one))(event)
  expect(heard).toEqual([
    events[0],
    { type: 'warning', message: 'made by \\x1b[2Jevil' },
    { ...events[2], message: '50 %\\r' },
    events[3],
  ])
})
