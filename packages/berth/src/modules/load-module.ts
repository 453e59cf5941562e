import { BerthError, type ContainerRuntime } from '@berth/core'
import { defineCapabilities } from '@berth/core/adapter'
import { resolveModule } from './resolve-module.js'
import { runtimeFaults } from './runtime-faults.js'
import type { RuntimeModule } from './runtime-module.js'
import { unlessAborted } from './unless-aborted.js'

/**
 * Imports the module of a runtime and takes the runtime from it: its export `runtime`, else its default export; either
 * is the runtime, or a function without arguments that gives the runtime or a promise of it. Running somebody else's
 * program is what this does: only for a cluster file that the user has told Berth to work with.
 *
 * Rejects with `BERTH_RUNTIME_UNKNOWN` where there is no such module, or the module brings no runtime; with
 * `BERTH_ABORTED` when the signal aborts: nobody waits for the module then, and what it does goes on.
 */
export async function loadModule(wanted: RuntimeModule, signal?: AbortSignal): Promise<ContainerRuntime> {
  const url = await resolveModule(wanted)
  let exported: unknown
  let brought: unknown
  try {
    exported = exportedBy(await unlessAborted(import(url), signal))
    brought = typeof exported === 'function' ? await unlessAborted(exported(), signal) : exported
  } catch (cause) {
    if (signal?.aborted) throw aborted(wanted, cause)
    throw unusable(wanted, `cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
  if (exported === undefined) throw unusable(wanted, 'has neither an export named runtime nor a default export')
  const faults = runtimeFaults(brought)
  if (faults.length > 0) throw unusable(wanted, `brings no runtime: ${faults.join('; ')}`)
  return withDefaults(brought as ContainerRuntime)
}

/** An error about a module that is there and cannot be used. */
export function unusable({ runtime, module, at }: RuntimeModule, reason: string, cause?: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_RUNTIME_UNKNOWN',
    operation: `load the runtime ${runtime}`,
    message: at(`is ${module}, which ${reason}`),
    remedy: 'Ask whoever made the module, or install another version of it.',
    ...(cause !== undefined && { cause }),
  })
}

function aborted({ runtime, module }: RuntimeModule, cause: unknown): BerthError {
  const operation = `load the runtime ${runtime}`
  return new BerthError({ code: 'BERTH_ABORTED', operation, message: `aborted while ${module} was loaded`, cause })
}

/** The runtime with the defaults of what it does not say: a module may be older than what it could say. */
function withDefaults(runtime: ContainerRuntime): ContainerRuntime {
  const { name, capabilities, argsSchema, rules } = runtime
  return {
    name,
    capabilities: defineCapabilities(capabilities),
    ...(argsSchema != null && { argsSchema }),
    ...(rules != null && { rules }),
    observe: runtime.observe.bind(runtime),
    ensureImage: runtime.ensureImage.bind(runtime),
    launch: runtime.launch.bind(runtime),
    restart: runtime.restart.bind(runtime),
    remove: runtime.remove.bind(runtime),
    exec: runtime.exec.bind(runtime),
    list: runtime.list.bind(runtime),
  }
}

/** What a module exports as its runtime. */
function exportedBy(module: unknown): unknown {
  const usual = member(module, 'default')
  // What compilers make of an ES module for require is one object, which has the exports.
  const exports = member(usual, '__esModule') === true ? usual : module
  return member(exports, 'runtime') ?? member(exports, 'default')
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
