import { type Remedy, remedyText, type Section } from '@berth/core/adapter'
import { describe, expect, it } from 'vitest'
import { dockerDialect as dialect } from '../../src/engine/docker-dialect.js'
import { engineTrouble } from '../../src/errors/engine-trouble.js'
import { ledAstray } from '../../src/errors/led-astray.js'

const plain = { dialect, reachedBy: 'plain' } as const
const answer = (stdout: string): Section => ({ stdout: `${stdout}\n`, stderr: '', exitCode: 0 })
const failed = (stderr: string): Section => ({ stdout: '', stderr, exitCode: 1 })
const text = (remedy: Remedy | undefined): string => remedyText(remedy ?? '')

describe('ledAstray', () => {
  it.each([
    undefined,
    answer('default unix:///var/run/docker.sock'),
    answer('mine unix:///run/docker.sock'),
    answer('something else altogether'),
    failed('docker: not found'),
    answer(''),
  ])('knows of nothing that leads the client elsewhere: %j', (section) => {
    expect(ledAstray(plain, section)).toBeNull()
  })

  it('names the context, and how to leave it', () => {
    const led = ledAstray(plain, answer('far tcp://10.0.0.1:2375'))
    expect(led?.cause).toBe('the context far leads it to tcp://10.0.0.1:2375')
    expect(text(led?.remedy)).toMatch(/docker context use default$/)
    const bySudo = ledAstray({ dialect, reachedBy: 'sudo' }, answer('far tcp://10.0.0.1:2375'))
    expect(text(bySudo?.remedy)).toMatch(/sudo docker context use default$/)
  })

  it('lets an engine of this host answer first, where a context leads to a socket of it', () => {
    const address = 'unix:///run/user/1000/docker.sock'
    const led = ledAstray(plain, answer(`rootless ${address}`))
    expect(led?.cause).toBe(`the context rootless leads it to ${address}`)
    expect(text(led?.remedy)).toMatch(/^Let an engine of this host answer at unix:\S+docker\.sock: start it.*\bOr let/s)
    expect(text(led?.remedy)).toMatch(/docker context use default$/)
  })

  it.each([
    'Current context "gone" is not found on the file system, please check your config file at /root/.docker/config.json',
    'context "gone": context not found: open /root/.docker/contexts/meta/28/meta.json: no such file or directory',
    'Failed to initialize: unable to resolve docker endpoint: context "gone": context not found: open /x: no such file',
  ])('names a context that is not there: %s', (said) => {
    const led = ledAstray(plain, failed(said))
    expect(led?.cause).toBe('the configuration of the user names the context gone, which does not exist')
    expect(text(led?.remedy)).toMatch(/docker context use default$/)
  })

  it('names the variable', () => {
    const led = ledAstray(plain, answer('default unix:///nowhere.sock'))
    expect(led?.cause).toBe("the variable DOCKER_HOST of the login's environment leads it to unix:///nowhere.sock")
    expect(text(led?.remedy)).toMatch(/take DOCKER_HOST out of what sets it for logins/)
  })
})

it('an engine that was not reached is told with what leads the client elsewhere', () => {
  const said = failed('Cannot connect to the Docker daemon at tcp://10.0.0.1:2375. Is the docker daemon running?')
  const endpoints = new Map([['plain', answer('far tcp://10.0.0.1:2375')]] as const)
  const { reason, remedy } = engineTrouble(dialect, new Map([['plain', said]]), endpoints)
  expect(reason).toMatch(/Is the docker daemon running\?; the context far leads it to tcp:\/\/10\.0\.0\.1:2375$/)
  expect(text(remedy)).toMatch(/context use default$/)
  const bySudo = engineTrouble(
    dialect,
    new Map([
      ['plain', said],
      ['sudo', said],
    ] as const),
    new Map([['sudo', answer('rootless unix:///run/user/1000/docker.sock')]] as const),
  )
  expect(bySudo.reason.split('\n').map((line) => line.includes('; the context rootless'))).toEqual([false, false, true])
  expect(text(bySudo.remedy)).toMatch(/^Let an engine of this host answer at .* sudo docker context use default$/s)
  expect(text(engineTrouble(dialect, new Map([['plain', said]])).remedy)).toMatch(/systemctl start docker$/)
})
