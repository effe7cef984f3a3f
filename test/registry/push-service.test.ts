import { describe, expect, it } from 'vitest'
import { reasonAgainstEndpoint } from '../../registry/push-service.ts'

describe('the address that a browser gives', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAAA',
    'https://web.push.apple.com/QOXx',
    'https://wns2-par02p.notify.windows.com/w/?token=BQYAAA',
  ])('%s is at a push service', (endpoint) => {
    expect(reasonAgainstEndpoint(endpoint, [])).toBeNull()
  })

  it.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/fcm/send/abc',
    'https://fcm.googleapis.com.example.org/x',
    'https://notfcm.googleapis.com.evil/x',
    'https://evilfcm.googleapis.com/x',
    'https://127.0.0.1/x',
    'http://127.0.0.1/x',
    'http://localhost:5432/',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/x',
    'https://intranet/x',
    'https://user:word@fcm.googleapis.com/x',
    'https://fcm.googleapis.com/x#y',
    'file:///etc/passwd',
    'HTTPS://FCM.googleapis.com/x',
    'nothing',
    '',
  ])('%j is not', (endpoint) => {
    expect(reasonAgainstEndpoint(endpoint, [])).toEqual(expect.any(String))
  })

  it.each([
    ['https://push.example/x', null],
    ['https://push.example:8443/x', null],
    ['http://127.0.0.1:9/x', null],
    ['http://push.example/x', 'not https'],
    ['https://other.example/x', expect.stringContaining('MENSHEN_WEB_PUSH_HOSTS')],
  ])('%s with hosts of our own', (endpoint, reason) => {
    expect(reasonAgainstEndpoint(endpoint, ['push.example', '127.0.0.1'])).toEqual(reason)
  })
})
