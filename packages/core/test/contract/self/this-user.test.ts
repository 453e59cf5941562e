import { describe, expect, it } from 'vitest'
import { homeDirectory, userName } from '../../../src/contract/self/index.js'

const entry = { username: 'ann', homedir: '/home/ann' }

describe('userName', () => {
  it.each([
    ['ann', { USER: 'root' }, entry],
    ['bob', { USER: 'bob', LOGNAME: 'other' }, null],
    ['bob', { USER: '', LOGNAME: 'bob' }, null],
    [`uid-${process.getuid?.()}`, {}, null],
  ])('is %s for %j and the entry %j', (name, environment, of) => {
    expect(userName(environment, of)).toBe(name)
  })
})

describe('homeDirectory', () => {
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
    expect(homeDirectory(environment, of)).toBe(home)
  })
})
