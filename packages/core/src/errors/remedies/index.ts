export * as berthCommands from './berth-commands.js'
export {
  type BerthCommandOf,
  type CommandDeclaration,
  type CommandOf,
  type CommandScope,
  declareBerthCommand,
  declareHostCommand,
  declareLocalCommand,
  type FactsOf,
} from './declare-command.js'
export { hostsRemedy, remedyFor } from './hosts-remedy.js'
export { indentedRemedy } from './indented-remedy.js'
export { type Remedy, type RemedyStep, remedyCommands, remedySteps, remedyText, type ToldCommand } from './remedy.js'
export { onHosts, type RemedyCommand } from './remedy-command.js'
