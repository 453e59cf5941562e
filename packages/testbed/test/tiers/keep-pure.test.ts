import { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { createServer as createHttpServer, get } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { connect as connectPlainly, createServer } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import { promisify } from 'node:util'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { takeTrespasses } from './keep-pure.js'

const port = 65_001
const url = `http://127.0.0.1:${port}`

test.each<[string, string, () => unknown]>([
  ['spawn', 'starts a process', () => spawn('true')],
  ['exec', 'starts a process', () => exec('true')],
  ['execFile', 'starts a process', () => execFile('true')],
  ['execFile as a promise', 'starts a process', () => promisify(execFile)('true')],
  ['fork', 'starts a process', () => fork('no-such-file.js')],
  ['spawnSync', 'starts a process', () => spawnSync('true')],
  ['execSync', 'starts a process', () => execSync('true')],
  ['execFileSync', 'starts a process', () => execFileSync('true')],
  ['execa', 'starts a process', () => execa('true', { reject: false })],
  ['net.connect', 'opens a socket', () => connectPlainly(port)],
  ['net.connect to a path', 'opens a socket', () => connectPlainly('/no/such/socket')],
  ['tls.connect', 'opens a socket', () => connectSecurely(port)],
  ['http.get', 'opens a socket', () => get(url).on('error', () => undefined)],
  ['http2.connect', 'opens a socket', () => connectHttp2(url).on('error', () => undefined)],
  ['fetch', 'opens a socket', () => fetch(url)],
  ['a server of net', 'listens on a socket', () => createServer().listen(0)],
  ['a server of http', 'listens on a socket', () => createHttpServer().listen(0)],
  ['a datagram', 'opens a socket', () => createSocket('udp4').send('x', port)],
  ['a socket for datagrams', 'listens on a socket', () => createSocket('udp4').bind(0)],
])('%s is refused, whoever hides it', async (_name, act, trespass) => {
  await Promise.resolve()
    .then(trespass)
    .catch(() => undefined)
  expect(takeTrespasses().map(({ message }) => message)).toEqual([
    `A pure test ${act}: move the test to test/machine of its package.`,
  ])
})
