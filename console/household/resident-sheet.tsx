import { Button, QRCode } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { useHousehold } from '../service/household.ts'
import { useResidentAddress } from '../service/resident.ts'
import { useSession } from '../service/session.ts'
import { SignInForm } from '../session/sign-in-form.tsx'
import type { Language } from '../words/words.ts'
import './sheet.css'
import './words.ts'
import { homeText } from '../words/place-words.ts'

const SIDE = 280

/** A sheet for the inside of the door: the code of the household's own page, and what it is for, in both languages. */
export function ResidentSheet() {
  const id = Number(useParams().id)
  const session = useSession()
  if (session.data === undefined) return <Waiting error={session.error} onRetry={() => void session.refetch()} />
  return session.data === null ? <SignInForm /> : <Sheet id={id} />
}

function Sheet({ id }: { readonly id: number }) {
  const { t } = useTranslation('household')
  const { data: household } = useHousehold(id)
  const { data: address, error, mutate } = useResidentAddress(id)
  // Each time that the sheet is opened the address is told, and that is written down.
  useEffect(() => mutate(), [mutate])
  if (address === undefined || household === undefined) return <Waiting error={error} onRetry={() => mutate()} />
  return (
    <main className="sheet">
      <p className="sheet-acts">
        <Button type="primary" onClick={() => window.print()}>
          {t('sheet.print')}
        </Button>{' '}
        <Link to={`/households/${id}`}>{t('sheet.back')}</Link>
      </p>
      <h1>{homeText(household)}</h1>
      <QRCode
        type="svg"
        aria-label={t('sheet.title')}
        value={address}
        size={SIDE}
        errorLevel="M"
        marginSize={4}
        bordered={false}
        color="#000"
        bgColor="#fff"
      />
      <p className="sheet-address">{address}</p>
      <SheetWords language="zh" />
      <SheetWords language="en" />
    </main>
  )
}

function SheetWords({ language }: { readonly language: Language }) {
  const { i18n } = useTranslation()
  const t = i18n.getFixedT(language, 'household')
  return (
    <div lang={language}>
      <h2>{t('sheet.title')}</h2>
      <ul>
        <li>{t('sheet.look')}</li>
        <li>{t('sheet.ask')}</li>
        <li>{t('sheet.emergency')}</li>
      </ul>
      <p>{t('sheet.keep')}</p>
    </div>
  )
}
