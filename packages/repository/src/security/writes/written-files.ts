import { inContainers } from './in-containers.js'
import { onHosts } from './on-hosts.js'
import { onThisMachine } from './on-this-machine.js'
import type { WrittenFile } from './written-file.js'

/** Where something is written, as the page says it. */
type WrittenPlace = 'on the machine that Berth runs on' | 'on hosts' | 'in containers'

/** All that Berth writes, by where it is. */
export const writtenPlaces: Readonly<Record<WrittenPlace, readonly WrittenFile[]>> = {
  'on the machine that Berth runs on': onThisMachine,
  'on hosts': onHosts,
  'in containers': inContainers,
}

/** All that Berth writes. */
export const writtenFiles: readonly WrittenFile[] = Object.values(writtenPlaces).flat()
