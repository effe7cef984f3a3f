import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { currentLanguage, switchLanguage } from '../words/words.ts'

export function LanguageButton() {
  const { t } = useTranslation()
  const other = currentLanguage() === 'zh' ? 'en' : 'zh'
  return (
    <Button
      type="text"
      className="language"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => void switchLanguage(other)}
    >
      {t('language')}
    </Button>
  )
}
