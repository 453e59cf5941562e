import type { RuntimeArgsInput } from '../../model/cluster-file.js'
import { argsPath } from '../../model/file-keys.js'
import type { Resolution } from '../resolution.js'
import { parseByteSize } from './byte-size.js'

/** Less than this without a unit is a number whose unit was forgotten. */
const leastBytes = 1024 ** 2

/** The size of `/dev/shm` in bytes, by whichever spelling the file has; null where it has none. */
export function resolveShmSize(args: RuntimeArgsInput, ipc: string | null, resolution: Resolution): number | null {
  const spellings = (['shm_size', 'shm-size'] as const).filter((key) => args[key] !== undefined)
  const [spelling, second] = spellings
  if (spelling === undefined) return null
  if (second !== undefined) {
    resolution.findings.add([...argsPath, second], `says the same as ${spelling}; remove one of the two`)
  }
  const path = [...argsPath, spelling]
  const given = args[spelling] ?? 0
  const bytes = parseByteSize(given)
  if (!Number.isSafeInteger(bytes)) resolution.findings.add(path, `is ${given}, which is more than any memory has`)
  if (bytes < leastBytes) {
    const isCount = bytes > 0 && /^[0-9.]+$/.test(String(given))
    const advice = isCount ? `, which no program can use; write the unit, "${given}g"` : '; write at least "1m"'
    resolution.findings.add(path, `is ${bytes} bytes${advice}`)
  }
  if (ipc === 'host') {
    const message = 'has no effect: with ipc "host" the container has the host\'s own /dev/shm'
    resolution.warn('shm_size_without_effect', path, message)
  }
  return bytes
}
