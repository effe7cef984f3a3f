import { describe, expect, it } from 'vitest'
import { dialled, maskedNumber, parsePhoneNumber, reasonAgainstPhone } from '../../registry/phone-number.ts'

describe('a telephone number', () => {
  it.each([
    ['13800001234', '+8613800001234', '13800001234'],
    ['+86 138-0000-1234', '+8613800001234', '13800001234'],
    ['0571-88880000', '+8657188880000', '057188880000'],
    ['(010) 6888 0000', '+861068880000', '01068880000'],
    ['+852 9123 4567', '+85291234567', '85291234567'],
  ])('%j is kept as %j and called as %j', (text, kept, called) => {
    expect(parsePhoneNumber(text)).toBe(kept)
    expect(dialled(kept)).toBe(called)
  })

  it.each([
    '',
    '110',
    '12345678901',
    '138000012345',
    '+8613800',
    '+012345678',
    '+86571',
    '8613800001234',
    '138 0000 123x',
  ])('%j is none', (text) => expect(parsePhoneNumber(text)).toBeNull())

  it.each([
    ['sms', '+8613800001234', null],
    ['sms', '+85291234567', null],
    ['sms', '+8657188880000', /landline/],
    ['voice', '+8657188880000', null],
    ['voice', '+85291234567', /mainland/],
    ['voice', null, /not a telephone number/],
  ] as const)('%s to %s', (phone, number, reason) => {
    const said = reasonAgainstPhone(phone, number)
    if (reason === null) expect(said).toBeNull()
    else expect(said).toMatch(reason)
  })

  it('is shown without its middle', () => expect(maskedNumber('13800001234')).toBe('138****1234'))
})
