export type { ImageArchive } from './contract/image-archive.js'
export type {
  ClusterFileOptions,
  HostReference,
  RunOptions,
  RunResult,
  Testbed,
  TestbedHost,
} from './contract/testbed.js'
export { TestbedError } from './contract/testbed-error.js'
export { TESTBED_PASSPHRASE, TESTBED_PASSWORD, TESTBED_USERS, type TestbedUser } from './contract/users.js'
export { allFaults, faultCount, faultSeed, faultShare } from './faults/extent.js'
export { recordFaultRun } from './faults/record/fault-record.js'
export type { FaultRun, Moment, NextUp } from './faults/record/fault-run.js'
export { askDocker } from './host/docker-socket.js'
export { type PrivateRegistry, startPrivateRegistry } from './host/private-registry.js'
export { type Registry, startRegistry } from './host/registry.js'
export type { ImageSet } from './images/image-set.js'
export { compare, invariants, type Ours } from './invariants/compare.js'
export type { ContainerSeen, HostSnapshot, HostsSnapshot, ProcessSeen } from './invariants/host-snapshot.js'
export { recordedRuns } from './invariants/recorded-runs.js'
export { type Settled, settle } from './invariants/settle.js'
export { type Looking, snapshot } from './invariants/snapshot.js'
export { connectTestbed } from './lifecycle/connect-testbed.js'
export { stopTestbed } from './lifecycle/stop-testbed.js'
export { startTestbed, type TestbedOptions } from './start-testbed.js'
export { MAX_HOSTS } from './this-machine/address-plan.js'
export { installNeeds, missingNeeds, type Need } from './this-machine/packages.js'
export { type Requirements, requirements } from './this-machine/requirements.js'
