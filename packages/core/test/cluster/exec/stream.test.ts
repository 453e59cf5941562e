import { expect, it } from 'vitest'
import { berthOver, lab } from '../../lifetime/berth-over.js'

it('gives what all hosts print, in order per host and stream, and then the results', async () => {
  const { cluster } = berthOver(lab(['a', 'b']))
  await cluster.up()
  const texts = new Map<string, string>()
  const live = cluster.stream('printf "\\303"; sleep 1; printf "\\274 "; hostname; echo err >&2; exit 3')
  for await (const { host, stream, text } of live)
    texts.set(`${host} ${stream}`, `${texts.get(`${host} ${stream}`) ?? ''}${text}`)
  expect(Object.fromEntries(texts)).toEqual({
    'a stdout': 'ü a\n',
    'b stdout': 'ü b\n',
    'a stderr': 'err\n',
    'b stderr': 'err\n',
  })
  expect([...(await live.results)].map(({ host, exitCode, stdout }) => [host, exitCode, stdout])).toEqual([
    ['a', 3, 'ü a\n'],
    ['b', 3, 'ü b\n'],
  ])
})

it('ends the command on all hosts when the loop is left', async () => {
  const memory = lab(['a', 'b'])
  const { cluster } = berthOver(memory)
  await cluster.up()
  const running = () => ['a', 'b'].map((host) => memory.host(host).container('lab').machine.processes.size)
  const before = running()
  const live = cluster.stream('echo up; setsid sleep infinity & sleep infinity')
  const hosts = new Set<string>()
  for await (const { host } of live) if (hosts.add(host).size === 2) break
  expect([...(await live.results)].map(({ endedBy }) => endedBy)).toEqual(['abort', 'abort'])
  expect(running()).toEqual(before)
})
