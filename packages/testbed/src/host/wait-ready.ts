import { existsSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { connect } from 'node:net'
import { TestbedError } from '../contract/testbed-error.js'
import type { HostPlan } from '../machine/address-plan.js'
import { isAlive, type ProcessIdentity } from '../state/process-identity.js'

/** True when an SSH server answers with its banner. */
function sshAnswers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 22, timeout: 1000 })
    const answer = (value: boolean) => () => {
      socket.destroy()
      resolve(value)
    }
    socket.once('data', answer(true)).once('error', answer(false)).once('timeout', answer(false))
    socket.once('close', answer(false))
  })
}

/** True when the engine behind the socket answers; it accepts connections only once it is ready. */
function dockerAnswers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (!existsSync(socketPath)) return resolve(false)
    const request = get({ socketPath, path: '/_ping', timeout: 10_000, agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode === 200))
    })
    request.once('error', () => resolve(false)).once('timeout', () => request.destroy())
  })
}

async function until(question: () => Promise<boolean>, init: ProcessIdentity, end: number): Promise<boolean> {
  while (isAlive(init) && Date.now() < end) {
    if (await question()) return true
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return false
}

/** Waits until a host's sshd, and its dockerd if it has one, answer. */
export async function waitReady(
  host: HostPlan,
  init: ProcessIdentity,
  needsDocker: boolean,
  log: () => string,
  patience = 90_000,
): Promise<void> {
  const end = Date.now() + patience
  const inside = (path: string): string => `/proc/${init.pid}/root${path}`
  const fail = (what: string, daemonLog: string): never => {
    const seen = isAlive(init) ? `it did not answer within ${patience / 1000} s` : 'the host died'
    const said = existsSync(inside(daemonLog)) ? readFileSync(inside(daemonLog), 'utf8').slice(-1000) : log()
    throw new TestbedError(`Waited for ${what} of host ${host.name} (${host.address}): ${seen}. It said: ${said}`)
  }
  if (!(await until(() => sshAnswers(host.address), init, end))) fail('sshd', '/var/log/sshd.log')
  if (!needsDocker) return
  if (!(await until(() => dockerAnswers(inside('/run/docker.sock')), init, end)))
    fail('dockerd', '/var/log/dockerd.log')
}
