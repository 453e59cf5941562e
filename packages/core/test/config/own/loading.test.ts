import { createRequire } from 'node:module'
import { expect, it, onTestFinished } from 'vitest'
import { defineArgsSchema } from '../../../src/contract/index.js'
import { machine, resolve } from '../resolve.js'
import { withArgs } from './a-runtime.js'

const { cache } = createRequire(import.meta.url)

/** The files of ajv that this process has loaded. */
const loadedOfAjv = (): readonly string[] =>
  Object.keys(cache).filter((file) => /[\\/]node_modules[\\/]ajv[\\/]/.test(file))

function forgetAjv(): void {
  for (const file of loadedOfAjv()) delete cache[file]
}

it("ajv is loaded for a file that has a runtime's own keys, and for no other", () => {
  // What other tests in this process have loaded, which they get back: half of each of two copies of ajv is no ajv.
  const before = loadedOfAjv().map((file) => [file, cache[file]] as const)
  forgetAjv()
  onTestFinished(() => {
    forgetAjv()
    Object.assign(cache, Object.fromEntries(before))
  })
  const argsSchema = defineArgsSchema({ properties: { partition: { type: 'string' } } })
  const options = { ...machine(), runtimes: { mine: { argsSchema }, plain: {} } }
  resolve(withArgs({}), options)
  resolve(withArgs({ network: 'host' }, 'plain'), options)
  expect(() => resolve(withArgs({ partition: 'x' }, 'plain'), options)).toThrow('is not a key of')
  expect(loadedOfAjv()).toEqual([])
  resolve(withArgs({ partition: 'gpu' }), options)
  expect(loadedOfAjv()).not.toEqual([])
})
