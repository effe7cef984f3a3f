import type { ResidentTexts } from './resident-words.ts'

const some = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

export const RESIDENT_EN: ResidentTexts = {
  language: 'en',
  locale: 'en-GB',
  name: 'Menshen',
  other: { language: 'zh', name: '中文' },
  yourHome: 'Your home',
  said: {
    asked: 'The duty desk has your request. The answer will be on this page.',
    no_budget: "Today's requests are used up. Call the community office if you need to.",
    too_often: 'Too many: this was not sent. Call the community office if you need to.',
    not_watched: 'Nothing is being recorded now, so there is no need to ask.',
    ask_wrong: 'The request was not complete. Please fill it in again.',
    reported: 'The duty desk has been told. From now on every opening has a permit.',
    phone: 'The phone number is changed. Staff will call to confirm it.',
    phone_wrong: 'That is not a phone number. Write it as 13800001234 or +8613800001234.',
    phone_unknown: 'No contact is on record yet. Please call the community office.',
  },
  refusal: {
    invalid: [
      'This link is not valid',
      'It is not whole, or the records are erased. Ask the community office for a new one.',
    ],
    revoked: ['This link is void', 'The community office has made a new one. Please use the new link or code.'],
    expired: ['This link has expired', 'Ask the community office for a new one.'],
    too_many: ['Too many requests', 'Try again in a minute. In an emergency call 120, 119 or 110.'],
    unavailable: ['Not possible just now', 'Try again shortly. In an emergency call 120, 119 or 110.'],
  },
  emergency: {
    title: 'Emergency',
    numbers: 'Ambulance 120 · Fire 119 · Police 110',
    button: 'Emergency: tell the duty desk',
    question: 'Tell the duty desk now?',
    explained: (hours) =>
      `Staff get an alert of the highest level at once and will call you. For ${hours} hours every opening of the door has a permit and is no breach. If there is danger to life, leave first and call 120 or 119.`,
    confirm: 'Yes, tell the duty desk',
    back: 'Back',
    running: (since, until) => `The duty desk was told at ${since}. Every opening has a permit until ${until}.`,
    unwatched: 'Nothing is being recorded now; the door may be opened at any time. In an emergency call:',
  },
  term: {
    title: 'How long still',
    day: (day, days) => `Day ${day} of ${days}`,
    left: (days, hours) => {
      const parts = [...(days > 0 ? [some(days, 'day')] : []), ...(hours > 0 ? [some(hours, 'hour')] : [])]
      return `${parts.join(' and ')} left`
    },
    until: (time) => `Ends ${time}`,
    ahead: (time) => `Begins ${time}`,
    over: (time) => `Ended ${time}`,
    waiting: 'Recording has not begun.',
    none: 'There is no quarantine order at present.',
  },
  ask: {
    title: 'Ask to open the door',
    left: (left, perDay) => `You may ask ${left === 1 ? 'once' : `${left} times`} more today (${perDay} a day).`,
    none: 'Please call the community office to ask.',
    reason: 'What for',
    from: 'When',
    now: 'As soon as it is granted',
    minutes: 'For how long',
    lasts: (minutes) => (minutes < 60 ? `${minutes} minutes` : some(minutes / 60, 'hour')),
    openings: 'How many openings',
    times: (times) => some(times, 'opening'),
    out: 'Going out and coming back (at least 2 openings)',
    note: 'Note (not needed)',
    button: 'Send the request',
  },
  requests: {
    title: 'My requests',
    state: {
      waiting: 'Waiting for an answer',
      granted: 'Granted',
      declined: 'Declined',
      lapsed: 'Not answered in time',
    },
    reload: 'Reload',
    answer: (reason) => `Answer: ${reason}`,
  },
  permits: {
    title: 'Permits in force',
    none: 'None at present.',
    openings: (times) => some(times, 'opening'),
  },
  openings: {
    title: 'Openings of my door',
    none: 'No opening is recorded.',
    seen: (share) => `The sensor could see the door ${share} of the time; for the rest its state is not known.`,
    from: (time) => `Opened ${time}`,
    closed: (time, length) => `closed ${time} (${length})`,
    stillOpen: 'still open',
    verdict: {
      test: 'The door was on test: no alert',
      permitted: 'A permit covers it: no alert',
      notice: 'Closed in time: no alert',
      pending: 'No alert yet: please close the door',
      recorded: 'Recorded only: no alert',
      alerted: 'No permit covers it: an alert was raised',
    },
    cut: (count) => `Only the latest ${count} are shown.`,
  },
  recorded: {
    title: 'What is recorded',
    yesTitle: 'Recorded:',
    yes: [
      'when the door was opened and closed',
      "the sensor's battery and signal, and whether it was tampered with",
      'permits, alerts, and what staff did about them',
      'one phone number (encrypted)',
    ],
    noTitle: 'Not recorded:',
    no: [
      'who opened the door, who came or went',
      'where you are',
      'sound or pictures',
      'any opening outside the time of the order',
    ],
    kept: (days) => `All of it is erased ${days} days after the end.`,
  },
  looks: {
    title: 'Who looked at my records',
    none: 'Nobody has.',
    role: {
      viewer: 'Viewer',
      grid_worker: 'Grid worker',
      duty_officer: 'Duty officer',
      installer: 'Installer',
      admin: 'Administrator',
      auditor: 'Auditor',
    },
    noRole: 'Staff',
    what: {
      household_read: 'the household',
      household_contact_read: 'your phone number',
      household_openings_read: 'openings',
      household_lanes_read: 'the door over time',
      household_alerts_read: 'alerts',
      household_deliveries_read: 'messages to you',
      household_lookers_read: 'who looked',
      household_resident_link_read: "this page's link",
      household_permit_requests_read: 'your requests',
      alert_read: 'an alert',
    },
    otherThing: 'records',
    purpose: (purpose) => `for: ${purpose}`,
    times: (times) => `${times} times`,
    page: (time) => `This page was last opened ${time}`,
  },
  phone: {
    title: 'My phone',
    known: (end) => `On record: a number that ends in ${end}`,
    unknown: 'No contact is on record yet. Please call the community office.',
    label: 'New phone number',
    button: 'Change the phone',
  },
  reason: {
    delivery: 'Delivery',
    rubbish: 'Rubbish',
    nucleic_acid_test: 'Nucleic-acid test',
    medical: 'Medical',
    staff_visit: 'Staff visit',
    other: 'Other',
    emergency: 'Emergency',
  },
  duration: (seconds) =>
    seconds < 60
      ? `${seconds} s`
      : seconds < 3600
        ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
        : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`,
}
