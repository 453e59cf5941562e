import { describe, expect, it } from 'vitest'
import { homeOf, nameOf } from '../../../src/contract/self/this-user.js'

const entry = { username: 'ann', homedir: '/home/ann' }

describe('the name of a user', () => {
  it.each([
    ['ann', { USER: 'root' }, entry],
    ['bob', { USER: 'bob', LOGNAME: 'other' }, null],
    ['bob', { USER: '', LOGNAME: 'bob' }, null],
    [`uid-${process.getuid?.()}`, {}, null],
  ])('is %s for %j and the entry %j', (name, environment, of) => {
    expect(nameOf(environment, of)).toBe(name)
  })
})

describe('the home of a user', () => {
  it.each([
    ['/elsewhere', { HOME: '/elsewhere' }, entry],
    ['/home/ann', {}, entry],
    ['/home/ann', { HOME: '' }, entry],
    ['/home/ann', { HOME: 'relative' }, entry],
    ['/home/ann', { HOME: '/home/ann' }, null],
    [null, {}, null],
    [null, { HOME: 'relative' }, null],
    [null, {}, { username: 'ann', homedir: '' }],
  ])('is %s for %j and the entry %j', (home, environment, of) => {
    expect(homeOf(environment, of)).toBe(home)
  })
})
