import { expect, it } from 'vitest'
import { readPassword } from '../../../src/lifetime/password/read-password.js'

it.each([
  ['token', 'token'],
  ['token\n', 'token'],
  ['token\r\n', 'token'],
  [' p$(w) "\\ä%s \n', ' p$(w) "\\ä%s '],
])('%j is a password', (text, password) => {
  expect(readPassword(text)).toEqual({ password })
})

it.each([
  ['', 'is empty'],
  ['\n', 'is empty'],
  ['\r\n', 'is empty'],
  ['one\ntwo\n', 'has several lines'],
  ['one\n\n', 'has several lines'],
  ['\none', 'has several lines'],
  ['a\0b', 'is no text in UTF-8'],
  [Buffer.from([0x61, 0xff]).toString(), 'is no text in UTF-8'],
])('%j is none, and nothing of it is told', (text, problem) => {
  expect(readPassword(text)).toEqual({ problem })
})
