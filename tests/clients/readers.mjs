// N3.js and jsonld.js read documents of a running site, each as it does it by itself; what they read is written as canonical N-Quads.
// Standard input: a JSON list of addresses. Standard output: a JSON object, by address and media type.
import { text } from 'node:stream/consumers'
import jsonld from 'jsonld'
import { Parser } from 'n3'
import canonize from 'rdf-canonize'

const byN3 = ['text/turtle', 'application/trig', 'application/n-triples', 'application/n-quads']

async function readByN3 (address, mediaType) {
  const response = await fetch(address, { headers: { accept: mediaType } })
  if (response.status !== 200 || !response.headers.get('content-type').startsWith(mediaType)) {
    throw new Error(`${address} as ${mediaType}: ${response.status} ${response.headers.get('content-type')}`)
  }
  return new Parser({ format: mediaType, baseIRI: address }).parse(await response.text())
}

const canonical = (dataset) => canonize.canonize(dataset, { algorithm: 'RDFC-1.0', format: 'application/n-quads' })

const found = {}
for (const address of JSON.parse(await text(process.stdin))) {
  found[address] = {}
  for (const mediaType of byN3) {
    found[address][mediaType] = await canonical(await readByN3(address, mediaType))
  }
  found[address]['application/ld+json'] = await canonical(await jsonld.toRDF(address))
}
process.stdout.write(JSON.stringify(found))
