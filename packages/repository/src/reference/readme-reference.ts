const begin = '<!-- cluster-file reference: generated from the schema by `npm run docs` -->'
const end = '<!-- end of cluster-file reference -->'

/** The README with its cluster-file reference replaced. Throws if the README has lost the marks around it. */
export function withReference(readme: string, reference: string): string {
  const from = readme.indexOf(begin)
  const to = readme.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md needs the lines "${begin}" and "${end}"`)
  return `${readme.slice(0, from)}${begin}\n\n${reference.trim()}\n\n${readme.slice(to)}`
}
