/** Whether a text is the whole id of a container: what is removed by it must be no other, nor a name. */
export function isContainerId(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
