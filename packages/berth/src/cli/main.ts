import { join } from 'node:path'
import { homeDirectory, userName } from '@berth/core/self'
import { isFolder } from '../this-machine/is-folder.js'
import { isThere } from '../this-machine/is-there.js'
import { standardInput } from '../this-machine/standard-input.js'
import { Interrupts } from './ending/interrupts.js'
import { harmlessSink } from './output/harmless-sink.js'
import { resultSink } from './output/result-sink.js'
import { statusRow } from './output/status-row.js'
import { runCommandLine } from './program.js'

// The modules that do the work are loaded when they are called for: help, and answers to wrong use, come at once.

// A reader of standard error that goes away must not stop the clean-up.
process.stderr.on('error', () => undefined)
const row = statusRow(process.stderr, process.env)
// Whatever ends the process, the terminal is left with whole lines.
process.once('exit', () => row?.show(null))
const stderr = row?.above(process.stderr) ?? process.stderr
const results = resultSink(process.stdout, async (cause) => {
  process.once('exit', () => {
    process.exitCode ||= 1
  })
  const [{ errorText }, { unprinted }] = await Promise.all([
    import('./show/show-error.js'),
    import('./output/unprinted-results.js'),
  ])
  harmlessSink(stderr).write(errorText(unprinted(cause), false))
})

const interrupts = new Interrupts(process, harmlessSink(stderr))
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout: row?.above(results) ?? results,
  stderr,
  signal: interrupts.signal,
  mayLeave: interrupts.mayLeave,
  user: userName(),
  showStacks: /(^|[\s,])berth/.test(process.env.DEBUG ?? ''),
  openRuns: async () => {
    const { RunStore, runsDirectory } = await import('../runs/index.js')
    return new RunStore(runsDirectory(process.env, homeDirectory()))
  },
  clusterVariable: process.env.BERTH_CLUSTER || null,
  fileExists: isThere,
  standardInput,
  isFolder,
  moduleFacts: async (file) => (await import('../modules/module-facts.js')).moduleFacts(file),
  loadConfig: async (file, options) => (await import('../load-config.js')).loadConfig(file, options),
  openCluster: async (config, options) => (await import('../wire-cluster.js')).wireCluster(config, options),
  openInventory: async (config, options) => (await import('../open-inventory.js')).wireInventory(config, options),
  keepReport: async (text) => {
    const [{ keepReport }, { stateDirectory }] = await Promise.all([
      import('../reports/keep-report.js'),
      import('../this-machine/state-directory.js'),
    ])
    return keepReport(join(stateDirectory(process.env, homeDirectory()), 'errors'), text, new Date())
  },
  now: () => new Date(),
  row,
})
interrupts.stop()
