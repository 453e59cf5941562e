/** Whether a variable is of those that Berth itself gives to commands, or may come to give. */
export function isReservedVariable(name: string): boolean {
  return name.startsWith('BERTH_')
}
