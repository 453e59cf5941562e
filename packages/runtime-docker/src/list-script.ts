import { type Engine, engineWords } from './engine.js'

/** Finds containers by label, then asks for each one's own labels: the listing itself joins them with commas. */
const script = `
nonce=$1 engine=$2 id_field=$3
shift 3
ids=$($engine ps --all --no-trunc --quiet "$@") || exit 1
if [ -n "$ids" ]; then
  $engine container inspect \\
    --format "$nonce container {\\"Id\\":{{json $id_field}},\\"Name\\":{{json .Name}},\\"Labels\\":{{json .Config.Labels}}}" -- $ids
  code=$?
else
  code=0
fi
printf '\\n%s listed %s\\n' "$nonce" "$code"
`

/** The command line that lists containers which have all these labels. */
export function listCommand(
  engine: Engine,
  labels: Readonly<Record<string, string>>,
  nonce: string,
): readonly string[] {
  const filters = Object.entries(labels).flatMap(([name, value]) => ['--filter', `label=${name}=${value}`])
  return ['sh', '-c', script, 'berth-list', nonce, engineWords(engine).join(' '), engine.dialect.idField, ...filters]
}
