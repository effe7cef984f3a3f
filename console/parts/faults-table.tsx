import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../app/save-file.ts'
import type { FileFault } from '../service/ledger.ts'
import { currentLanguage } from '../words/words.ts'
import { faultsFile } from './faults-file.ts'
import './faults-table.css'
import './words.ts'

/** More than anybody reads on a screen. */
const SHOWN_MAX = 200

interface FaultsTableProps {
  readonly faults: readonly FileFault[]
  readonly total: number
}

/** Each fault by row and column; the whole list as a file. */
export function FaultsTable({ faults, total }: FaultsTableProps) {
  const { t } = useTranslation('parts')
  const language = currentLanguage()
  const headers = [t('row'), t('column'), t('what')]
  const save = () => saveFile(t('faultsName'), 'csv', faultsFile(headers, faults, language))
  return (
    <div className="faults">
      <div className="fault-box">
        <table>
          <thead>
            <tr>
              {headers.map((it) => (
                <th key={it} scope="col">
                  {it}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, SHOWN_MAX).map((it) => (
              <tr key={`${it.row} ${it.column} ${it.code}`} data-row={it.row}>
                <td>{it.row}</td>
                <td>{it.header[language]}</td>
                <td>{it.what[language]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > SHOWN_MAX ? <p className="quiet">{t('faultsCut', { count: SHOWN_MAX })}</p> : null}
      <Button data-act="faults-file" onClick={save}>
        {t('faultsFile')}
      </Button>
    </div>
  )
}
