import type { MpiOptions } from '@berth/core'
import type { CliSinks } from '../environment.js'
import { SinkRoom } from '../sink-room.js'

/** Prints what ranks print as it comes, each stream on its own; who reads it slowly holds the ranks back. */
export function printRanks({ commandOutput }: Pick<CliSinks, 'commandOutput'>): NonNullable<MpiOptions['onOutput']> {
  const room = { stdout: new SinkRoom(commandOutput.stdout), stderr: new SinkRoom(commandOutput.stderr) }
  return (stream, chunk) => {
    commandOutput[stream].write(chunk)
    return room[stream].wanted()
  }
}
