import { expect, it } from 'vitest'
import { interpreterLine } from '../../../src/config/script/interpreter-line.js'

it.each([
  ['echo one', { runs: 'bash', options: '' }],
  ['# a comment\n#!/usr/bin/python3', { runs: 'bash', options: '' }],
  ['#!', { runs: 'bash', options: '' }],
  ['#!/bin/bash', { runs: 'bash', options: '' }],
  ['#! /usr/local/bin/bash -e', { runs: 'bash', options: '-e' }],
  ['#!/bin/sh -', { runs: 'bash', options: '' }],
  ['#!/bin/sh -e --', { runs: 'bash', options: '-e' }],
  ['#!/usr/bin/env bash', { runs: 'bash', options: '' }],
  ['#!/usr/bin/env -S bash -l -euo pipefail', { runs: 'bash', options: '-l -euo pipefail' }],
  ['#!/bin/bash --login', { runs: 'bash', options: '--login' }],
  ['#!/bin/bash -i', { runs: 'bash with more', words: '-i' }],
  ['#!/bin/bash -c true', { runs: 'bash with more', words: '-c true' }],
  ['#!/bin/bash -eo pipefail; touch /x', { runs: 'bash with more', words: '-eo pipefail; touch /x' }],
  ['#!/bin/bash /opt/wrapper', { runs: 'bash with more', words: '/opt/wrapper' }],
  ['#!/usr/bin/python3 -u', { runs: 'another', interpreter: '/usr/bin/python3 -u' }],
  ['#!/usr/bin/env -i bash', { runs: 'another', interpreter: '-i bash' }],
  ['#!/bin/csh', { runs: 'another', interpreter: '/bin/csh' }],
] as const)('%j', (script, line) => {
  expect(interpreterLine(Buffer.from(`${script}\necho two\n`))).toEqual(line)
})
