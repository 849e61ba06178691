// Comunica answers queries over whatever it finds at an address.
// Standard input: a JSON list of {query, context}. Standard output: a JSON list, for each the rows as lists of values, in the order of the variables' names.
import { text } from 'node:stream/consumers'
import { QueryEngine } from '@comunica/query-sparql'

const engine = new QueryEngine()
const found = []
for (const { query, context } of JSON.parse(await text(process.stdin))) {
  const rows = await (await engine.queryBindings(query, context)).toArray()
  found.push(rows.map(row => [...row].sort(([a], [b]) => a.value < b.value ? -1 : 1).map(([, term]) => term.value)))
}
process.stdout.write(JSON.stringify(found))
