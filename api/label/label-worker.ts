import { parentPort, workerData } from 'node:worker_threads'
import { writeLabels } from './write-labels.ts'

parentPort?.postMessage(await writeLabels(workerData))
