export { type JsonObject, objectOf, parseObject, parseString, stringMapOf, stringOf, stringsOf } from './json.js'
export { parseReports, parseSections, type Section } from './sections.js'
