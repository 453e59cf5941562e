import { expect, test } from 'vitest'
import { enterCommand } from '../../src/host/enter-host.js'

test('entering a host keeps an argv and gives a string to sh', () => {
  const init = { pid: 12, started: '1@boot' }
  const enter = ['nsenter', '-t', '12', '-m', '-u', '-i', '-n', '-p', '--']
  expect(enterCommand(init, ['echo', 'a b'])).toEqual([...enter, 'echo', 'a b'])
  expect(enterCommand(init, 'echo $HOME')).toEqual([...enter, '/bin/sh', '-c', 'echo $HOME'])
})
