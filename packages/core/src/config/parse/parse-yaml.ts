import { parseDocument, type YAMLError } from 'yaml'
import { NodePositions, type ParsedDocument, positionsIn, type SyntaxProblem } from './document.js'
import { recordNodePositions } from './yaml-node-positions.js'

/**
 * Reads one YAML document (1.2, with merge keys), and records where each key and value stands. Keys given twice are
 * problems that reading goes on after; other mistakes end it.
 */
export function parseYaml(text: string): ParsedDocument {
  const position = positionsIn(text)
  const nodePositions = new NodePositions()
  const document = parseDocument(text, { prettyErrors: false, merge: true, uniqueKeys: false })
  const unreadable = (problems: readonly SyntaxProblem[]): ParsedDocument => ({
    value: undefined,
    problems,
    nodePositions,
  })

  if (document.errors.length > 0) {
    return unreadable(
      document.errors.map((error) => ({ position: position(error.pos[0]), path: [], message: explain(error) })),
    )
  }
  if (document.contents === null) {
    return unreadable([{ position: position(0), path: [], message: 'the file is empty; expected at least node_dict' }])
  }
  const { problems, cyclic } = recordNodePositions(document, nodePositions, position)
  if (cyclic) return unreadable(problems)
  try {
    return { value: document.toJS(), problems, nodePositions }
  } catch {
    const message = 'its aliases expand to too much; write the values out'
    return unreadable([...problems, { position: position(0), path: [], message }])
  }
}

function explain({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; a cluster file is one document, remove the rest'
  if (code === 'TAB_AS_INDENT') return 'a tab is used as indentation; write spaces'
  return `not valid YAML: ${message.replace(/\s+/g, ' ').trim()}`
}
