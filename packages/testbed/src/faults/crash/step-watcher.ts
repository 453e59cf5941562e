/** A step that is about to be made. */
export interface NextStep {
  readonly step: string
  readonly host: string
  /** Texts of the command that no other command has. Default is none. */
  readonly marks?: readonly string[]
}

/** Whoever is told of the steps of a process, and may do something before, during and after each. */
export interface StepWatcher {
  /** Makes a step that takes its time: resolves and rejects as the work does. */
  through<Value>(next: NextStep, work: () => Promise<Value>): Promise<Value>
}
