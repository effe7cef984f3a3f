import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../alerts/message.ts'
import { NOW, notification } from './notifications.ts'

describe('the words of a message', () => {
  it('tell place, what and since when', () => {
    expect(wordsOf(notification(), 'zh')).toEqual({
      title: '【紧急】3号楼 2单元 1203',
      body: '门被打开，没有有效报备。自 2026/3/1 10:00:00',
    })
    expect(wordsOf(notification(), 'en')).toEqual({
      title: '[Critical] 3号楼 2单元 1203',
      body: 'The door was opened without a permit. Since 01/03/2026, 10:00:00',
    })
  })

  it('tell that a happening is reported late', () => {
    expect(wordsOf(notification({ late: true }), 'zh').body).toContain('没有有效报备（补报）。')
    expect(wordsOf(notification({ late: true }), 'en').body).toContain('without a permit (reported late).')
  })

  it('say first why they come, when it is no step', () => {
    const said = (reason: string) => [
      wordsOf(notification({ reason }), 'zh').body,
      wordsOf(notification({ reason }), 'en').body,
    ]
    expect(said('reminder/1772330400000')).toEqual([
      '您已确认，但至今未处置：门被打开，没有有效报备。自 2026/3/1 10:00:00',
      'You acknowledged this and it is not resolved: The door was opened without a permit. Since 01/03/2026, 10:00:00',
    ])
    expect(said('again/1772330400000')).toEqual([
      '确认后再次发生：门被打开，没有有效报备。自 2026/3/1 10:00:00',
      'Again since it was acknowledged: The door was opened without a permit. Since 01/03/2026, 10:00:00',
    ])
    expect(said('repeat/2/duty_desk')).toEqual(said('raised'))
  })

  it('leave out a building or unit that is not there', () => {
    expect(wordsOf(notification({ building: null, unit: null }), 'en').title).toBe('[Critical] 1203')
  })

  it('of a group name its building, and no door', () => {
    const group = notification({ kind: 'group_silent', severity: 'major', unit: null, room: null, count: 5 })
    expect([wordsOf(group, 'zh').title, wordsOf(group, 'en').title]).toEqual(['【重要】3号楼', '[Major] 3号楼'])
  })

  it.each([
    ['Asia/Urumqi', '2026/3/1 08:00:00'],
    ['UTC', '2026/3/1 02:00:00'],
    ['America/New_York', '2026/2/28 21:00:00'],
  ])('are in the area’s time: %s', (timeZone, since) => {
    expect(wordsOf(notification({ timeZone, startedAt: NOW }), 'zh').body).toContain(`自 ${since}`)
  })
})
