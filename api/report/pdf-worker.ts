import { parentPort, workerData } from 'node:worker_threads'
import { writePdf } from './write-pdf.ts'

// Laying out a long report takes a second of the processor, which nobody else's requests and messages wait for.
parentPort?.postMessage(await writePdf(workerData))
