import { virtualClock } from '@berth/memory-cluster'
import { expect, it } from 'vitest'
import { CompensationError } from '../../../../src/lifetime/index.js'
import { berthOver, lab } from '../../berth-over.js'
import { rejection } from '../../rejection.js'
import { timeFlies } from '../time-flies.js'

timeFlies()

it('of two processes that adopt one run, who does not know how a launch ended never takes that of the other', async () => {
  const memory = lab(['a', 'b'])
  const winner = berthOver(memory).cluster
  const loser = berthOver(memory, {}, { run: winner.run }).cluster
  memory.fail('a', 'launch', async () => {
    await winner.up()
    throw new Error('no answer')
  })
  const error = await rejection<CompensationError>(loser.up())
  expect([error.name, [...error.leftBehind.keys()]]).toEqual(['CompensationError', ['a']])
  expect(memory.ids()).toEqual(['a-1', 'b-1'])
  expect(memory.changes.filter((change) => change.startsWith('remove'))).toEqual([])
})

it('what was not there at the last look is told, with the label that finds it and the command that takes it down', async () => {
  const clock = virtualClock({ paused: true })
  const memory = lab(['a', 'b'], { clock }).fail('b', 'launch', { late: 60_000 })
  const { cluster } = berthOver(memory)
  const error = await rejection<CompensationError>(cluster.up())
  expect(error).toBeInstanceOf(CompensationError)
  expect([error.code, memory.ids()]).toEqual(['BERTH_LAUNCH_UNKNOWN', []])
  expect(error.message).toMatch(/\nb: a container lab may be left or come yet, with the label berth\.launch=\S+: none/)
  expect(error.commands.map(({ run }) => run)).toEqual([`berth down --run ${cluster.run.id} --cluster FILE --hosts b`])
  await clock.advance(60_000)
  const { labels } = memory.host('b').container('lab')
  expect(error.message).toContain(`berth.launch=${labels['berth.launch']}`)
  await berthOver(memory, {}, { run: cluster.run, hosts: ['b'] }).cluster.down()
  expect(memory.ids()).toEqual([])
})

it('a late container is not taken back under who has found it', async () => {
  const memory = lab(['a'])
  const maker = berthOver(memory).cluster
  const user = berthOver(memory, {}, { run: maker.run }).cluster
  memory.fail('a', 'start', { lost: 'BERTH_TIMEOUT' })
  memory.fail('a', 'remove', 'BERTH_TIMEOUT')
  memory.fail('a', 'list', async () => {
    await user.attach()
  })
  const error = await rejection<CompensationError>(maker.up())
  expect([error.code, memory.ids()]).toEqual(['BERTH_LAUNCH_UNKNOWN', ['a-1']])
  expect(error.message).toMatch(/a: container a-1 is left: it is in use by run/)
})
