import { parentPort, workerData } from 'node:worker_threads'
import { writePdf } from './write-pdf.ts'

parentPort?.postMessage(await writePdf(workerData))
