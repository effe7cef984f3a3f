import { expect, test } from 'vitest'
import { readConfig } from '../../base/config.ts'
import { Failure } from '../../base/failure.ts'

test('nothing set is a whole configuration', () => {
  expect(readConfig({})).toMatchObject({
    MENSHEN_HTTP_HOST: '127.0.0.1',
    MENSHEN_MQTT_HOST: '127.0.0.1',
    MENSHEN_FSYNC: true,
  })
})

test('a half configuration is refused with everything that is wrong, also a setting that does not exist', () => {
  const wrong = {
    MENSHEN_HTTP_PORT: 'eighty',
    MENSHEN_RETENTION_DAYS: '0',
    MENSHEN_MQTT_PROT: '1883',
    MENSHEN_MQTTS_PORT: '8883',
  }
  const problems = problemsOf(wrong)
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.stringContaining('MENSHEN_HTTP_PORT'),
      expect.stringContaining('MENSHEN_RETENTION_DAYS'),
      expect.stringContaining('MENSHEN_MQTT_PROT: there is no such setting'),
    ]),
  )
  expect(problemsOf({ MENSHEN_MQTTS_PORT: '8883' })).toHaveLength(2)
})

const RECEIVING = {
  ...{ MENSHEN_ALIBABA_RECEIPTS: 'true', MENSHEN_HTTP_PUBLIC_URL: 'https://menshen.example' },
  ...{ MENSHEN_ALIBABA_ACCESS_KEY_ID: 'id', MENSHEN_ALIBABA_ACCESS_KEY_SECRET: 'secret' },
  MENSHEN_VOICE_TEMPLATE_EN: 'TTS_1',
}

test.each([
  [{ MENSHEN_ALIBABA_ACCESS_KEY_ID: 'id' }, ['MENSHEN_ALIBABA_ACCESS_KEY_SECRET']],
  [
    { MENSHEN_SMS_SIGN_NAME: '门神' },
    ['MENSHEN_ALIBABA_ACCESS_KEY_ID', 'MENSHEN_SMS_TEMPLATE_ZH or MENSHEN_SMS_TEMPLATE_EN'],
  ],
  [{ MENSHEN_SMS_TEMPLATE_EN: 'SMS_1' }, ['MENSHEN_SMS_SIGN_NAME', 'MENSHEN_ALIBABA_ACCESS_KEY_ID']],
  [{ MENSHEN_VOICE_TEMPLATE_ZH: 'TTS_1' }, ['MENSHEN_ALIBABA_ACCESS_KEY_ID']],
  [{ MENSHEN_VOICE_SHOWN_NUMBER: '057188880000' }, ['MENSHEN_VOICE_TEMPLATE_ZH or MENSHEN_VOICE_TEMPLATE_EN']],
  [{ MENSHEN_ALIBABA_SMS_ENDPOINT: 'http://dysmsapi.aliyuncs.com' }, ['MENSHEN_ALIBABA_SMS_ENDPOINT']],
  [{ MENSHEN_ALIBABA_SMS_ENDPOINT: 'http://127.0.0.1:8080' }, []],
  [{ MENSHEN_ALIBABA_RECEIPTS: 'true' }, ['MENSHEN_HTTP_PUBLIC_URL', 'MENSHEN_SMS_SIGN_NAME or .+']],
  [{ ...RECEIVING, MENSHEN_HTTP_PUBLIC_URL: '' }, ['MENSHEN_HTTP_PUBLIC_URL']],
  [RECEIVING, []],
])('%j lacks %j', (env, lacking) => {
  expect(problemsOf(env)).toEqual(lacking.map((it) => expect.stringMatching(`^${it}: `)))
})

function problemsOf(env: Record<string, string>): unknown {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof Failure) return error.details.problems
    throw error
  }
  return []
}
