// Comunica answers queries over a source of triple pattern fragments.
// Standard input: a JSON list of {query, source}. Standard output: a JSON list, for each its solutions: variable to term, as N-Triples has it.
import { text } from 'node:stream/consumers'
import { QueryEngine } from '@comunica/query-sparql'
import { termToString } from 'rdf-string-ttl'

const engine = new QueryEngine()
const found = []
for (const { query, source } of JSON.parse(await text(process.stdin))) {
  const rows = await (await engine.queryBindings(query, { sources: [source] })).toArray()
  found.push(rows.map(row => Object.fromEntries([...row].map(([name, term]) => [name.value, termToString(term)]))))
}
process.stdout.write(JSON.stringify(found))
