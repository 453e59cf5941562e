#!/usr/bin/env node
import { CommanderError } from 'commander'
import { requirements } from '../this-machine/requirements.js'
import { bench, questionIds, usualQuestions } from './bench.js'
import { interruptSignal } from './interrupts.js'
import { thisMachine } from './machine.js'
import type { Answer } from './measure/answer.js'
import { answerTable } from './measure/answer-table.js'
import { readOptions } from './program-options.js'

const log = (line: string): void => void process.stderr.write(`bench: ${line}\n`)

async function main(): Promise<number> {
  const { hosts, json, only } = readOptions(process.argv.slice(2), questionIds, usualQuestions)
  const needed = requirements()
  if (!needed.ok) {
    log(`cannot measure here: ${needed.missing}`)
    return 1
  }
  const signal = interruptSignal(log)
  const began = performance.now()
  const machine = await thisMachine()
  if (!json) {
    const { processor, cores, node, openSsh } = machine
    process.stdout.write(
      `${processor}, ${cores} cores, hosts and clients alike; Node ${node}, ${openSsh}
Ratio: time beside the first row's in the same round, median over the rounds; below 1 is quicker.\n`,
    )
  }
  const answers: Answer[] = []
  const onAnswer = (answer: Answer): void => {
    answers.push(answer)
    if (!json) process.stdout.write(`\n${answerTable(answer)}`)
  }
  try {
    await bench({ hosts, only, signal, log, onAnswer })
  } catch (error) {
    if (!signal.aborted) throw error
    return 130
  }
  log(`done in ${Math.round((performance.now() - began) / 1000)} s`)
  if (json) process.stdout.write(`${JSON.stringify({ machine, hosts, answers }, null, 2)}\n`)
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof CommanderError)) log(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1
}
