import openapiTS, { astToString } from 'openapi-typescript'

const HEAD =
  '// What the API takes and answers, written by `npm run contract` from its own document. Not to be edited by hand.\n\n'

/** The types of the API's contract, as the pages use them, from its OpenAPI document. */
export async function contractOf(document: string): Promise<string> {
  return HEAD + astToString(await openapiTS(document))
}
