import { expect, test } from 'vitest'
import { parseStartTime } from '../../src/state/process-identity.js'

test('the start time is found whatever the name of the program', () => {
  const rest = Array.from({ length: 18 }, (_, index) => index + 4).join(' ')
  expect(parseStartTime(`7 (a) b) S ${rest} 4711 0`)).toBe('4711')
  expect(parseStartTime(`7 (a) Z ${rest} 4711 0`)).toBeUndefined()
})
