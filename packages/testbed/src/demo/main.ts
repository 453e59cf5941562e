#!/usr/bin/env node
import { requirements } from '../machine/requirements.js'
import { localStage } from './local-stage.js'
import type { Stage } from './stage.js'
import { story } from './story.js'
import { testbedStage } from './testbed-stage.js'

const say = (line: string): void => console.log(`\n${line}`)

async function openStage(): Promise<Stage> {
  const needed = requirements()
  if (needed.ok) return testbedStage((line) => console.log(`  testbed: ${line}`))
  const local = await localStage()
  if (local !== null) return local
  throw new Error(`The demo needs ${needed.missing}, or else a Docker that answers "docker info" here.`)
}

try {
  const stage = await openStage()
  try {
    say(`On stage: ${stage.description}`)
    await story(stage, say)
  } finally {
    await stage[Symbol.asyncDispose]()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
