#!/usr/bin/env node
import { existsSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { loadClusterFile } from '@berth/core'
import { RunStore, stateDirectory } from '../runs/index.js'
import { wireCluster } from '../wire-cluster.js'
import { Interrupts } from './interrupts.js'
import { runCommandLine } from './program.js'
import { resultSink } from './result-sink.js'
import { errorText } from './show-error.js'

// Who does not read what is told meanwhile must not stop the clean-up.
process.stderr.on('error', () => undefined)
const stdout = resultSink(process.stdout, (error) => {
  process.stderr.write(errorText(error, false))
  process.once('exit', () => {
    process.exitCode ||= 1
  })
})

const interrupts = new Interrupts(process, process.stderr)
process.exitCode = await runCommandLine(process.argv.slice(2), {
  stdout,
  stderr: process.stderr,
  signal: interrupts.signal,
  mayLeave: interrupts.mayLeave,
  user: userInfo().username,
  showStacks: /(^|[\s,])berth/.test(process.env.DEBUG ?? ''),
  runs: new RunStore(stateDirectory(process.env, homedir())),
  fileExists: existsSync,
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  loadConfig: loadClusterFile,
  openCluster: wireCluster,
  now: () => new Date(),
})
interrupts.stop()
