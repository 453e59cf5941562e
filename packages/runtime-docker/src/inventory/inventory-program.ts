import { type HostProgram, type InventoryQuery, insideCommand } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import { programs } from '../programs.generated.js'

/** Asks every engine that the login reaches for the containers that have a label of Berth's. */
export function inventoryProgram(dialect: Dialect, { privilege }: InventoryQuery): HostProgram {
  const { answered, rootless } = dialect.infoSays
  const { endpoint, usual, folder } = dialect.whereabouts
  const asked = [privilege, dialect.program, answered, rootless, endpoint, usual, folder, inventoryTemplate(dialect)]
  return { program: programs.inventory, words: [...asked, ...insideCommand()] }
}

/** A line of a container, in the form of `inspect` as far as it is needed: all of it is many times as long. */
function inventoryTemplate({ idField }: Pick<Dialect, 'idField'>): string {
  const launched = '{{if index .Config.Labels "berth.launch"}}launched{{else}}other{{end}}'
  const members = [
    `"Id":{{json ${idField}}}`,
    '"Name":{{json .Name}}',
    '"Created":{{json .Created}}',
    '"State":{"Status":{{json .State.Status}},"Running":{{json .State.Running}},"StartedAt":{{json .State.StartedAt}}}',
    '"Config":{"Labels":{{json .Config.Labels}},"Image":{{json .Config.Image}}}',
    '"HostConfig":{"Privileged":{{json .HostConfig.Privileged}},"Devices":{{json .HostConfig.Devices}}}',
  ]
  return `container {{${idField}}} {{.State.Status}} ${launched} {${members.join(',')}}`
}
