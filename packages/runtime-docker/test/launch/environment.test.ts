import { describe, expect, it } from 'vitest'
import { environmentWay } from '../../src/launch/environment.js'

describe('the way of an environment to the engine', () => {
  it('is no way where there is none', () => {
    expect(environmentWay({})).toEqual({ flags: [], inherited: [], input: '\n' })
  })

  it('is a file, which is standard input, where a value is one line', () => {
    expect(environmentWay({ A: `b c"'$HOME #`, E: '', PATH: '/bin' })).toEqual({
      flags: ['--env-file', '/dev/stdin'],
      inherited: [],
      input: `\nA=b c"'$HOME #\nE=\nPATH=/bin\n`,
    })
  })

  it.each(['a\nb', 'a\r', 'x'.repeat(60_000)])('is the environment of its command where a value is more', (value) => {
    const way = environmentWay({ A: value, B: 'b', C: value })
    expect(way).toMatchObject({
      flags: ['--env-file', '/dev/stdin', '--env', 'A', '--env', 'C'],
      inherited: ['A', 'C'],
      input: expect.stringMatching(/^command export A=.*; command export C=.*\nB=b\n$/s),
    })
    expect(JSON.stringify(way)).not.toContain('--env,A=')
  })

  it.each(['PATH', 'HOME', 'LD_PRELOAD', 'DOCKER_HOST', 'CONTAINER_HOST', 'XDG_RUNTIME_DIR', 'https_proxy'])(
    'is refused where its command would take %s for its own',
    (name) => {
      expect(environmentWay({ A: 'a', [name]: 'a\nb' })).toMatchObject({ reason: expect.stringContaining(name) })
    },
  )

  it.each([{ A: 'a\0b' }, { A: '\ud83d' }, { '-i': 'x' }, { A: 'x'.repeat(131_072) }])(
    'is wrong use for what no variable can be',
    (env) => {
      expect(() => environmentWay(env)).toThrow(TypeError)
    },
  )
})
