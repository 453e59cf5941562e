export { asArgv } from './as-argv.js'
export { type ChannelExit, channelExit, cutExit, type SeenExit, tooMuchSent } from './connection/channel-exit.js'
export type { HostChannel, HostChannels, OpenChannelOptions } from './connection/host-channels.js'
export { type HostConnectionOptions, hostConnection } from './connection/host-connection.js'
export { saidOnCutWay } from './connection/start/not-begun.js'
export type { RunningTimer, StartTimer } from './connection/start-timer.js'
export { type ContainerEntry, execInContainer } from './container-command.js'
export { environmentLine } from './environment/environment-line.js'
export { archiveHeader } from './files/archive-header.js'
export {
  type CutShort,
  type DeclaredOperation,
  type Effect,
  type Ending,
  endingError,
  endingOf,
  type NotSeenToStart,
  notRun,
  type Operation,
  operationError,
  type ProgramEnding,
  type Trouble,
} from './operation/index.js'
export { commandLine, quote } from './quote.js'
