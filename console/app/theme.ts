import type { ThemeConfig } from 'antd'

/** Red is only ever a breach, and in no theme: what is wrong in a form, or will undo something, is amber. */
export const THEME: ThemeConfig = {
  token: {
    ...{ colorPrimary: '#1f5f8b', colorInfo: '#1f5f8b', colorLink: '#1f5f8b', colorError: '#a8500b' },
    ...{
      colorWarning: '#8a5a00',
      colorSuccess: '#2b6a4d',
      colorTextPlaceholder: '#5f6a74',
      colorTextDescription: '#57616b',
      borderRadius: 4,
      fontSize: 15,
      controlHeight: 36,
    },
    fontFamily:
      "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    wireframe: false,
    motion: false,
  },
}
