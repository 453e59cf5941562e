import type { MayStillRun } from '../contract/index.js'
import type { ProvisioningMarker } from './marker.js'

/** How provisioning one container ended. */
export type ProvisionResult =
  /** The script ran to its end with exit code 0, and the marker says so. */
  | { readonly outcome: 'done'; readonly duration: number }
  /** Another run had completed the provisioning before the claim; nothing was run. */
  | { readonly outcome: 'done before'; readonly marker: ProvisioningMarker }
  /** Another run is provisioning now; nothing was run. */
  | { readonly outcome: 'taken'; readonly run: string }
  /** The image lacks a tool that is needed to run any script; nothing was run. */
  | { readonly outcome: 'missing tool'; readonly tool: string }
  /** The marker could not be claimed or the script not decoded; nothing was run. */
  | { readonly outcome: 'not run'; readonly reason: string }
  /** The script ended otherwise than with exit code 0. Its container counts as not provisioned. */
  | ({ readonly outcome: 'failed'; readonly exitCode: number | null; readonly signal: string | null } & ScriptOutput)
  /** The script was ended at the deadline. Its container counts as not provisioned. */
  | ({ readonly outcome: 'timed out' } & ScriptOutput)
  /** The script was ended by the abort. Its container counts as not provisioned. */
  | ({ readonly outcome: 'aborted' } & ScriptOutput)
  /** The script's end was not told; what became of the script is unknown until the marker is read again. */
  | ({ readonly outcome: 'lost' } & ScriptOutput)

/** The output of a script that did not succeed. */
export interface ScriptOutput {
  /** The end of both streams, in the order in which they arrived; at most 64 KiB. */
  readonly output: string
  /** Whether `output` lacks an earlier part. */
  readonly truncated: boolean
  /** Milliseconds. */
  readonly duration: number
  /** Set where nobody has said that the script ended. */
  readonly mayStillRun?: MayStillRun
}
