import { describe, expect, it } from 'vitest'
import { problemsOf, resolve, withContainer } from './resolve.js'

const hosts = { a: {} }
const ofPath = (text: string): unknown => resolve({ node_dict: hosts, env_vars: { PATH: text } }).envVars.PATH

describe('a variable that extends its former value', () => {
  it.each<[string, object]>([
    ['/opt/bin:$PATH', { prepend: '/opt/bin' }],
    [`/opt/bin:\${PATH}`, { prepend: '/opt/bin' }],
    ['$PATH:/opt/bin', { append: '/opt/bin' }],
    [`\${PATH}:/opt/bin`, { append: '/opt/bin' }],
    ['/a:/b:$PATH', { prepend: '/a:/b' }],
    ['/a:$PATH:/b', { prepend: '/a', append: '/b' }],
    ['$PATH', {}],
    [':$PATH', { prepend: '' }],
    ['$PATH:', { append: '' }],
  ])('%s', (text, value) => {
    const { envVars, warnings } = resolve({ node_dict: hosts, env_vars: { PATH: text } })
    expect(envVars.PATH).toEqual(value)
    expect(warnings).toEqual([])
  })

  it.each<[string, unknown]>([
    ['$HOME/bin:$PATH', { prepend: '$HOME/bin' }],
    ['$PATH:/opt/bin:$PATH', { prepend: '$PATH:/opt/bin' }],
    ['$PATH:$PATH', { prepend: '$PATH' }],
    ['$PATH:$LD_LIBRARY_PATH', { append: '$LD_LIBRARY_PATH' }],
    ['/opt/bin$PATH', '/opt/bin$PATH'],
    ['$PATH/bin', '$PATH/bin'],
    ['/opt/bin:$PATHS', '/opt/bin:$PATHS'],
    [`/opt/bin:\${PATH:-/bin}`, `/opt/bin:\${PATH:-/bin}`],
    ['/opt/bin:$(pwd)', '/opt/bin:$(pwd)'],
  ])('is warned about where there is more that looks like it: %s', (text, value) => {
    const { envVars, warnings } = resolve({ node_dict: hosts, env_vars: { PATH: text } })
    expect(envVars.PATH).toEqual(value)
    expect(warnings).toEqual([
      {
        code: 'variable_not_expanded',
        path: 'env_vars/PATH',
        message:
          'has a $ that is passed on as it is written: only $PATH alone between colons, as in /some/folder:$PATH, is put in',
      },
    ])
  })

  it.each(['5 $', '^mlx5_[0-9]$', 'a$:b', '', ':'])('is no text without a reference: %j', (text) => {
    expect(resolve({ node_dict: hosts, env_vars: { A: text } })).toMatchObject({ envVars: { A: text }, warnings: [] })
  })

  it('is that of its own name alone', () => {
    expect(ofPath('/opt/bin:$Path')).toBe('/opt/bin:$Path')
    expect(resolve({ node_dict: hosts, env_vars: { A: '$B:x', B: '$B:x' } }).envVars).toEqual({
      A: '$B:x',
      B: { append: 'x' },
    })
  })
})

it('tells no part of a value in a warning, which may be of a secret', () => {
  const { warnings } = resolve({ node_dict: hosts, env_vars: { TOKEN: 'ab$cdef' } })
  expect(warnings).toHaveLength(1)
  expect(JSON.stringify(warnings)).not.toContain('cdef')
})

it.each(['env', 'args'])('expands nothing of what a container is made with, with a warning: %s', (place) => {
  const env = { PATH: '/opt/bin:$PATH:/usr/bin', LIBRARIES: '/opt/lib:$LIBRARIES' }
  const file = withContainer(place === 'env' ? { env } : { runtime: { args: { env } } })
  const { container, warnings } = resolve(file)
  expect(container?.runtime.args.env).toMatchObject(env)
  expect(warnings).toEqual(
    ['PATH', 'LIBRARIES'].map((name) => ({
      code: 'variable_not_expanded',
      path: place === 'env' ? `container/env/${name}` : `container/runtime/args/env/${name}`,
      message: `has a $ that is passed on as it is written, as no engine expands it; in env_vars, /some/folder:$${name} is`,
    })),
  )
})

it.each(['/opt/bin:$PATH', `\${PATH}:/usr/local/bin`, '$PATH'])(
  'refuses a PATH of a container on which no shell would be found, since its $ is text: %s',
  (PATH) => {
    const reason =
      'has a $ that no engine expands, and names neither /usr/bin nor /bin, so that no shell would be found in the container; write it in env_vars, which puts the $ in, or write all folders here'
    expect(problemsOf(withContainer({ env: { PATH }, runtime: { args: { env: { PATH } } } }))).toEqual([
      `container/env/PATH: ${reason}`,
      `container/runtime/args/env/PATH: ${reason}`,
    ])
    expect(problemsOf(withContainer({ env: { PATH: '/opt/bin:$PATH:/bin' } }))).toEqual([])
    expect(problemsOf(withContainer({ env: { PATH: '/opt/bin' } }))).toEqual([])
  },
)

it.each(['BERTH_EXEC', 'BERTH_RANK', 'BERTH_WORLD_SIZE', 'BERTH_HOSTS', 'BERTH_HEAD', 'BERTH_CONTAINER', 'BERTH_'])(
  'refuses the name %s, wherever it is given',
  (name) => {
    const env = { [name]: '1' }
    const reason =
      'begins with BERTH_, as the variables do by which Berth tells commands of their rank and finds their processes; take another name'
    const container = withContainer({ env, runtime: { args: { env } } })
    expect(problemsOf({ ...container, env_vars: env })).toEqual([
      `container/env/${name}: ${reason}`,
      `container/runtime/args/env/${name}: ${reason}`,
      `env_vars/${name}: ${reason}`,
    ])
    expect(problemsOf({ node_dict: hosts, env_vars: { BERTHA: '1', berth_rank: '1' } })).toEqual([])
  },
)
