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
export { allFaults, faultCount } from './faults/extent.js'
export { recordFaultRun } from './faults/record/fault-record.js'
export type { FaultRun, Moment, NextUp } from './faults/record/fault-run.js'
export { type PrivateRegistry, startPrivateRegistry } from './host/private-registry.js'
export { type Registry, startRegistry } from './host/registry.js'
export type { ImageSet } from './images/image-set.js'
export { connectTestbed } from './lifecycle/connect-testbed.js'
export { stopTestbed } from './lifecycle/stop-testbed.js'
export { startTestbed, type TestbedOptions } from './start-testbed.js'
export { MAX_HOSTS } from './this-machine/address-plan.js'
export { installNeeds, missingNeeds, type Need } from './this-machine/packages.js'
export { type Requirements, requirements } from './this-machine/requirements.js'
