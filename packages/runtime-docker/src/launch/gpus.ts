import type { GpusSpec } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'

/** The words of `create` that ask for GPUs, and those in their place where the engine knows no driver for the first. */
export interface GpuWords {
  readonly first: readonly string[]
  readonly instead: readonly string[]
}

/**
 * Docker brings GPUs by NVIDIA's container toolkit where its daemon found that, else as devices of CDI, as Podman
 * always does. Which of the two a host has, no question to the engine tells: only a start does.
 */
export function gpuWords(gpus: GpusSpec | undefined, { gpuFlag }: Pick<Dialect, 'gpuFlag'>): GpuWords {
  if (gpus === undefined) return { first: [], instead: [] }
  const devices = deviceNames(gpus).map((name) => `--device=nvidia.com/gpu=${name}`)
  return gpuFlag ? { first: [`--gpus=${toolkitWord(gpus)}`], instead: devices } : { first: devices, instead: [] }
}

/** The value of `--gpus` is a record of comma-separated fields, in which a list needs quotes. */
function toolkitWord(gpus: GpusSpec): string {
  return typeof gpus === 'object' ? `"device=${gpus.join(',')}"` : String(gpus)
}

function deviceNames(gpus: GpusSpec): readonly string[] {
  if (typeof gpus === 'number') return Array.from({ length: gpus }, (_, index) => String(index))
  return gpus === 'all' ? ['all'] : gpus
}
