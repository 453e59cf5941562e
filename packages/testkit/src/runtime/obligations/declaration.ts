import assert from 'node:assert/strict'
import type { RuntimeObligation } from '../fixture/runtime-obligation.js'

/** What a runtime says of itself. */
export const declarationObligations: readonly RuntimeObligation[] = [
  {
    name: 'declares the capabilities that the suite was given',
    body: async ({ runtime, capabilities }) => assert.deepEqual(runtime.capabilities, capabilities),
  },
  {
    name: 'has a name, and capabilities that nobody can change',
    body: async ({ runtime }) => {
      assert.match(runtime.name, /^[a-z][a-z0-9-]*$/)
      assert.ok(Object.isFrozen(runtime.capabilities), 'the capabilities are not frozen')
    },
  },
  {
    name: 'has an inventory if it declares one, and only then',
    body: async ({ runtime }) =>
      assert.equal(runtime.inventory !== undefined, runtime.capabilities.inventory, 'there is another than declared'),
  },
  {
    name: 'has all calls for parts of images if it declares parts, and none otherwise',
    body: async ({ runtime }) => {
      const { lookForParts, loadParts, saveImage, capabilities } = runtime
      for (const [name, call] of Object.entries({ lookForParts, loadParts, saveImage }))
        assert.equal(call !== undefined, capabilities.parts, `${name} is there, or not there, against what is declared`)
    },
  },
  {
    name: 'writes out containers if it declares that, and only then',
    body: async ({ runtime }) =>
      assert.equal(runtime.saveContainer !== undefined, runtime.capabilities.save, 'there is another than declared'),
  },
]
