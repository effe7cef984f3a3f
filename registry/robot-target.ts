import type { Robot } from '../store/contact-point.ts'

interface Shape {
  readonly path: RegExp
  readonly query: RegExp
  /** What the provider shows when the robot is added. */
  readonly example: string
}

/** The tokens of the three are 32 to 64 characters long; anything far shorter is a slip of the copying hand. */
const SHAPES: Readonly<Record<Robot, Shape>> = {
  dingtalk: {
    path: /^\/robot\/send$/,
    query: /^\?access_token=[\w-]{16,128}$/,
    example: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  },
  wecom: {
    path: /^\/cgi-bin\/webhook\/send$/,
    query: /^\?key=[\w-]{16,128}$/,
    example: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  },
  feishu: {
    path: /^\/open-apis\/bot\/v2\/hook\/[\w-]{16,128}$/,
    query: /^$/,
    example: 'https://open.feishu.cn/open-apis/bot/v2/hook/…',
  },
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Why an address cannot be that provider's robot; null when it can. The host may be another than the public one, since
 * all three are also run privately. The reason repeats nothing of the address, which is a secret.
 */
export function reasonAgainst(robot: Robot, target: string): string | null {
  const { path, query, example } = SHAPES[robot]
  const url = URL.parse(target)
  if (url === null) return `not an address; a robot of this provider is at ${example}`
  const trial = url.protocol === 'http:' && LOOPBACK.includes(url.hostname)
  if (url.protocol !== 'https:' && !trial) return 'not https; plain http is for trials on this machine only'
  if (
    url.href !== target ||
    url.username !== '' ||
    url.hash !== '' ||
    !path.test(url.pathname) ||
    !query.test(url.search)
  )
    return `not the shape of this provider's robot, which is ${example} and nothing more`
  return null
}
