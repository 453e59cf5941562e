export type { MemoryClock } from './clock/clock.js'
export { systemClock } from './clock/system-clock.js'
export { type VirtualClock, type VirtualClockOptions, virtualClock } from './clock/virtual-clock.js'
export type { MemoryContainer, MemoryContainerState } from './engine/container.js'
export type {
  Invocation,
  InvocationResult,
  MemoryProgram,
  MemoryResponder,
  ProgramRun,
} from './hosts/answers/memory-program.js'
export type { MemoryCall, MemoryFault } from './hosts/faults.js'
export type { AddedContainer, MemoryHost } from './hosts/host.js'
export { memoryImage } from './hosts/memory-image.js'
export { MemoryCluster, type MemoryClusterOptions, memoryCluster } from './memory-cluster.js'
export { FileTrouble, type MemoryFile, type MemoryFiles } from './os/files/memory-files.js'
