import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Who runs the database server: the user that runs Menshen, or, since PostgreSQL refuses root, the user `postgres`. */
export type ServerUser =
  | { readonly kind: 'same' }
  | { readonly kind: 'postgres'; readonly uid: number; readonly gid: number }

const NAME = 'postgres'

/** As root, finds the user `postgres` or makes it. */
export async function serverUser(): Promise<ServerUser> {
  if (userInfo().uid !== 0) return { kind: 'same' }
  const known = await ids()
  if (known !== null) return known
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME])
  const made = await ids()
  if (made === null) throw new Error(`the user ${NAME} could not be made`)
  return made
}

async function ids(): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', NAME]), run('id', ['-g', NAME])])
    return { kind: 'postgres', uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}

/** Whether the user can reach and read a path, as it would find out itself. */
export async function canReach(user: ServerUser, target: string): Promise<boolean> {
  const as = user.kind === 'same' ? {} : { uid: user.uid, gid: user.gid }
  try {
    await run('/bin/sh', ['-c', 'test -r "$0" && test -x "$0"', target], as)
    return true
  } catch {
    return false
  }
}
