import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from '../../src/config/index.js'
import { resolve } from './resolve.js'

const config = resolve({ node_dict: { a: {} }, password: 'hunter2' })

it.each([
  ['text', () => `${config.password}`],
  ['JSON', () => JSON.stringify(config)],
  ['inspect', () => inspect(config, { depth: 9, showHidden: true })],
  ['its own keys', () => JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(config.password ?? {})))],
])('does not show in %s', (_, show) => {
  expect(show()).not.toContain('hunter2')
})

it('comes out when asked for, from a secret made in code too', () => {
  expect(config.password?.reveal()).toBe('hunter2')
  expect(resolve({ node_dict: { a: {} }, password: new Secret('x') }).password?.reveal()).toBe('x')
  expect(String(config.password)).toBe('[redacted]')
})
