import { createHash, createHmac } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Phone } from '../../store/contact-point.ts'
import { type Received, type Receiver, startReceiver } from './receiver.ts'

export const ACCESS_KEY = { accessKeyId: 'LTAI5tExampleExample', accessKeySecret: 'q1w2e3r4t5y6u7i8o9p0exampleKEY' }
export const SIGN_NAME = '门神'
export const TEMPLATES = { sms: 'SMS_480000001', voice: 'TTS_480000001' } as const
export const ENGLISH_TEMPLATES = { sms: 'SMS_480000002', voice: 'TTS_480000002' } as const

const QUARTER_MS = 15 * 60_000
const variable = z.string().min(1).max(35)

/** What each service takes, to the letter of its public documents. */
const TAKES = {
  sms: z.strictObject({
    PhoneNumbers: z.string().regex(/^1[3-9]\d{9}$/),
    SignName: z.literal(SIGN_NAME),
    TemplateCode: z.enum([TEMPLATES.sms, ENGLISH_TEMPLATES.sms]),
    TemplateParam: json(z.strictObject({ place: variable, what: variable, since: variable, token: variable })),
    OutId: z.string().max(256),
  }),
  voice: z.strictObject({
    CalledNumber: z.string().regex(/^1[3-9]\d{9}$|^0\d{9,11}$/),
    CalledShowNumber: z.string().optional(),
    TtsCode: z.enum([TEMPLATES.voice, ENGLISH_TEMPLATES.voice]),
    TtsParam: json(z.strictObject({ place: variable, what: variable, since: variable })),
    PlayTimes: z.enum(['1', '2', '3']),
    OutId: z.string().refine((it) => Buffer.byteLength(it) >= 1 && Buffer.byteLength(it) <= 15),
  }),
}
const ACTIONS = { sms: 'SendSms', voice: 'SingleCallByTts' } as const

export type Taken = Readonly<Record<string, unknown>>

export interface AlibabaServer extends Receiver {
  /** What went on to the carrier: the parameters, variables read. */
  readonly taken: readonly Taken[]
}

/** The provider's side: checks signature, time, nonce and parameters, and then answers as told, or takes the message. */
export async function startAlibaba(
  phone: Phone,
  answer: (response: ServerResponse, message: Taken) => void = ok(phone),
): Promise<AlibabaServer> {
  const taken: Taken[] = []
  const nonces = new Set<string>()
  const receiver = await startReceiver((response, received) => {
    const refusal = refusalOf(phone, received, nonces)
    if (refusal !== null) return reply(response, 400, refusal)
    const message = TAKES[phone].parse(parametersOf(received))
    taken.push(message)
    answer(response, message)
  })
  return { ...receiver, taken }
}

export function reply(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers })
  response.end(JSON.stringify({ RequestId: 'C7A2BF6E-2DA0-5E0B-8D6A-7A7E7B2C0F11', ...body }))
}

export const REFERENCES = { sms: '900619746936498440^0', voice: '116012354148^102813781234' } as const

export function ok(phone: Phone): (response: ServerResponse) => void {
  const reference = { [phone === 'sms' ? 'BizId' : 'CallId']: REFERENCES[phone] }
  return (response) => reply(response, 200, { Code: 'OK', Message: 'OK', ...reference })
}

function refusalOf(phone: Phone, received: Received, nonces: Set<string>): object | null {
  const { headers } = received
  const nonce = String(headers['x-acs-signature-nonce'])
  if (headers['x-acs-action'] !== ACTIONS[phone] || headers['x-acs-version'] !== '2017-05-25')
    return { Code: 'InvalidAction.NotFound', Message: 'Specified api is not found, please check your url and method.' }
  if (!headers.authorization?.includes(`Credential=${ACCESS_KEY.accessKeyId},`))
    return { Code: 'InvalidAccessKeyId.NotFound', Message: 'Specified access key is not found.' }
  if (Math.abs(Date.parse(String(headers['x-acs-date'])) - Date.now()) > QUARTER_MS)
    return { Code: 'InvalidTimeStamp.Expired', Message: 'Specified time stamp or date value is expired.' }
  if (headers.authorization !== signed(received))
    return { Code: 'SignatureDoesNotMatch', Message: 'Specified signature is not matched with our calculation.' }
  if (nonces.has(nonce)) return { Code: 'SignatureNonceUsed', Message: 'Specified signature nonce was used already.' }
  nonces.add(nonce)
  const parameters = TAKES[phone].safeParse(parametersOf(received))
  return parameters.success ? null : { Code: 'isv.INVALID_PARAMETERS', Message: z.prettifyError(parameters.error) }
}

function parametersOf({ path }: Received): Record<string, string> {
  return Object.fromEntries(new URL(path, 'http://provider').searchParams)
}

/** The whole header, by the documents of the V3 signature: "请求体&签名机制 V3". */
function signed({ method, path, headers, body }: Received): string {
  const names = Object.keys(headers)
    .filter((it) => it === 'host' || it === 'content-type' || it.startsWith('x-acs-'))
    .toSorted()
  const url = new URL(path, 'http://provider')
  const query = [...url.searchParams]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .toSorted()
    .join('&')
  const lines = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('')
  const canonical = [method, url.pathname, query, lines, names.join(';'), sha256(body)].join('\n')
  const signature = createHmac('sha256', ACCESS_KEY.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex')
  return `ACS3-HMAC-SHA256 Credential=${ACCESS_KEY.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** RFC 3986, as the signature wants it. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)
}

function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text) => JSON.parse(text))
    .pipe(schema)
}
