import decodeQR from 'qr/decode.js'

/** The text of a code in the picture that is shown now; null: there is none to be seen. */
export type Reader = (video: HTMLVideoElement) => Promise<string | null>

/** Larger pictures take longer and show no more of a label that fills a third of them. */
const WIDTH_MAX = 640

interface Detector {
  detect(picture: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>
}

interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}

declare global {
  /** Of Chromium on Android and macOS alone, so far. */
  var BarcodeDetector: DetectorClass | undefined
}

/** The browser's own reader where it has one, else ours. */
export async function createReader(): Promise<Reader> {
  const own = globalThis.BarcodeDetector
  if (own !== undefined && (await own.getSupportedFormats()).includes('qr_code')) {
    const detector = new own({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null
  }
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => (pen === null ? null : readFrom(pen, video))
}

function readFrom(pen: CanvasRenderingContext2D, video: HTMLVideoElement): string | null {
  const { videoWidth, videoHeight } = video
  if (videoWidth === 0) return null
  const scale = Math.min(1, WIDTH_MAX / videoWidth)
  const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
  Object.assign(pen.canvas, { width, height })
  pen.drawImage(video, 0, 0, width, height)
  try {
    return decodeQR(pen.getImageData(0, 0, width, height))
  } catch {
    // It throws for every picture without a code, which is nearly every picture.
    return null
  }
}
