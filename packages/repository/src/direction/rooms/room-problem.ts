/** A fault in how the files of a package lie in its folders, or depend on each other. */
export interface RoomProblem {
  readonly rule: RoomRule
  /** The innermost folder that holds all of the fault, as a path in the package: `src/config`. */
  readonly folder: string
  /** What is wrong in the folder, by paths in it. */
  readonly message: string
}

/** What rooms, the folders of a package's `src`, are held to. */
export type RoomRule = 'circle of files' | 'circle of rooms' | 'crowded folder' | 'climbing import'
