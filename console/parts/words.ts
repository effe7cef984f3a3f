import { addWords } from '../words/words.ts'
import { en } from './words-en.ts'
import { zh } from './words-zh.ts'

addWords('parts', { zh, en })
