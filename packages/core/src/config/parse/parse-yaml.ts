import { Composer, type Document, Parser, type YAMLError } from 'yaml'
import { mostSyntaxProblems, type ParsedDocument, positionsIn, type SyntaxProblem, tooDeep } from './document.js'
import { examineYaml } from './examine-yaml.js'
import { offsetOfTooDeep } from './yaml-depth.js'
import { YamlNodePositions } from './yaml-node-positions.js'
import { YamlNodes } from './yaml-nodes.js'

/** Characters of the longest text: each value of YAML takes some hundred times its length while it is read. */
const longestText = 2 * 1024 * 1024

/**
 * Reads one YAML document (1.2, with merge keys), and says where each key and value stands. Keys given twice are
 * problems that reading goes on after; other mistakes end it.
 */
export function parseYaml(text: string): ParsedDocument {
  const position = positionsIn(text)
  const nowhere = new YamlNodePositions(null, new YamlNodes(new Map()), position)
  const unreadable = (problems: readonly SyntaxProblem[]): ParsedDocument => ({
    value: undefined,
    problems,
    nodePositions: nowhere,
  })
  if (text.length > longestText) {
    const message = `is ${text.length} characters of YAML, of which ${longestText} are read; write so much as JSON`
    return unreadable([{ position: position(0), path: [], message }])
  }
  const tokens = [...new Parser().parse(text)]
  const deep = offsetOfTooDeep(tokens)
  if (deep !== undefined) return unreadable([{ position: position(deep), path: [], message: tooDeep }])
  const composer = new Composer({ prettyErrors: false, merge: true, uniqueKeys: false, logLevel: 'silent' })
  const [document, second]: (Document.Parsed | undefined)[] = [...composer.compose(tokens, true, text.length)]
  const errors = document?.errors.slice(0, mostSyntaxProblems) ?? []
  if (errors.length > 0) {
    return unreadable(errors.map((error) => ({ position: position(error.pos[0]), path: [], message: explain(error) })))
  }
  if (second !== undefined) {
    const message = 'a second document begins here; a cluster file is one document, remove the rest'
    return unreadable([{ position: position(second.range[0]), path: [], message }])
  }
  if (document === undefined || document.contents === null) {
    return unreadable([{ position: position(0), path: [], message: 'the file is empty; expected at least node_dict' }])
  }
  const { nodes, problems, isReadable } = examineYaml(document.contents, position)
  if (!isReadable) return unreadable(problems)
  return {
    value: nodes.valueOf(document.contents),
    problems,
    nodePositions: new YamlNodePositions(document.contents, nodes, position),
  }
}

function explain({ code, message }: YAMLError): string {
  if (code === 'TAB_AS_INDENT') return 'a tab is used as indentation; write spaces'
  return `not valid YAML: ${message.replace(/\s+/g, ' ').trim()}`
}
