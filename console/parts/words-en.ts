import type { zh } from './words-zh.ts'

export const en: typeof zh = {
  choose: 'Choose a file, or drop it here',
  template: 'Template',
  tooLarge: 'The file is larger than 10 MB; split it into several',
  rows: '{{file}}: {{count}} rows',
  sheet: 'sheet “{{sheet}}”',
  noRows: 'There is nothing below the header',
  ignored: 'These columns are not known and were not read: {{columns}}',
  faults: '{{count}} faults. Mend them and choose the file again; with any fault nothing is imported.',
  faultsCut: 'These are the first {{count}}; the rest is in the file to download',
  faultsFile: 'Download the list of faults',
  faultsName: 'ledger-faults',
  notices: '{{count}} things are otherwise in the records, and stay as they are there:',
  row: 'Row',
  column: 'Column',
  what: 'What is wrong, and what would be right',
  needed: 'Please fill in',
  door: { open: 'Door open', closed: 'Door closed', unknown: 'Not known' },
  reveal: 'Show the phone number',
  hide: 'Hide',
  purpose: 'What for (it is written down)',
}
