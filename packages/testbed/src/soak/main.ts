#!/usr/bin/env node
import { CommanderError } from 'commander'
import { interruptSignal } from '../bench/interrupts.js'
import { thisMachine } from '../bench/machine.js'
import { requirements } from '../this-machine/requirements.js'
import { findingsOf } from './measure/findings.js'
import { roundsTable } from './measure/rounds-table.js'
import { readOptions } from './program-options.js'
import { soak } from './soak.js'

const log = (line: string): void => void process.stderr.write(`soak: ${line}\n`)

async function main(): Promise<number> {
  const { json, ...options } = readOptions(process.argv.slice(2))
  const needed = requirements()
  if (!needed.ok) {
    log(`cannot run here: ${needed.missing}`)
    return 1
  }
  const signal = interruptSignal(log)
  const machine = await thisMachine()
  try {
    const report = await soak({ ...options, signal, log })
    const findings = findingsOf(report)
    const { rounds, madeOnce } = report
    if (json) process.stdout.write(`${JSON.stringify({ machine, ...options, ...report, findings }, null, 2)}\n`)
    else {
      const { processor, cores, node } = machine
      process.stdout.write(
        `${processor}, ${cores} cores, hosts and Berth alike; Node ${node}\n\n${roundsTable(rounds)}`,
      )
      for (const file of madeOnce) process.stdout.write(`made by the first round, and stays: ${file}\n`)
    }
    for (const finding of findings) log(finding)
    return findings.length === 0 ? 0 : 1
  } catch (error) {
    if (!signal.aborted) throw error
    return 130
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof CommanderError)) log(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1
}
