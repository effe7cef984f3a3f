import { createBrowserRouter } from 'react-router'
import { FailedPage, NotFoundPage } from './failed-page.tsx'
import { Frame } from './frame.tsx'
import { StartPage } from './start-page.tsx'

/** One line for each screen; its code is loaded when it is visited. */
export const router = createBrowserRouter([
  {
    path: '/wall/:id',
    errorElement: <FailedPage />,
    lazy: async () => ({ Component: (await import('../buildings/wall/wall-page.tsx')).WallPage }),
  },
  {
    path: '/households/:id/sheet',
    errorElement: <FailedPage />,
    lazy: async () => ({ Component: (await import('../household/resident-sheet.tsx')).ResidentSheet }),
  },
  {
    path: '/',
    element: <Frame />,
    errorElement: <FailedPage />,
    children: [
      { index: true, element: <StartPage /> },
      { path: 'desk', lazy: async () => ({ Component: (await import('../desk/desk-page.tsx')).DeskPage }) },
      { path: 'alerts/:id', lazy: async () => ({ Component: (await import('../desk/alert-page.tsx')).AlertPage }) },
      {
        path: 'buildings/:id?',
        lazy: async () => ({ Component: (await import('../buildings/buildings-page.tsx')).BuildingsPage }),
      },
      {
        path: 'households',
        lazy: async () => ({ Component: (await import('../household/households-page.tsx')).HouseholdsPage }),
      },
      {
        path: 'households/:id',
        lazy: async () => ({ Component: (await import('../household/household-page.tsx')).HouseholdPage }),
      },
      { path: 'ledger', lazy: async () => ({ Component: (await import('../ledger/ledger-page.tsx')).LedgerPage }) },
      {
        path: 'reports/:id?',
        lazy: async () => ({ Component: (await import('../reports/reports-page.tsx')).ReportsPage }),
      },
      {
        path: 'policies',
        lazy: async () => ({ Component: (await import('../policies/policies-page.tsx')).PoliciesPage }),
      },
      {
        path: 'policies/draft',
        lazy: async () => ({ Component: (await import('../policies/draft-page.tsx')).DraftPage }),
      },
      {
        path: 'policies/:id',
        lazy: async () => ({ Component: (await import('../policies/policy-page.tsx')).PolicyPage }),
      },
      { path: 'deploy', lazy: async () => ({ Component: (await import('../deploy/deploy-page.tsx')).DeployPage }) },
      {
        path: 'deploy/labels',
        lazy: async () => ({ Component: (await import('../deploy/labels-page.tsx')).LabelsPage }),
      },
      {
        path: 'deploy/firmware',
        lazy: async () => ({ Component: (await import('../deploy/firmware-page.tsx')).FirmwarePage }),
      },
      {
        path: 'deploy/gateways',
        lazy: async () => ({ Component: (await import('../deploy/gateways-page.tsx')).GatewaysPage }),
      },
      {
        path: 'deploy/gateways/:id',
        lazy: async () => ({ Component: (await import('../deploy/gateway-page.tsx')).GatewayPage }),
      },
      {
        path: 'deploy/stock/in',
        lazy: async () => ({ Component: (await import('../deploy/stock-in-page.tsx')).StockInPage }),
      },
      ...(['stock', 'unassigned', 'battery', 'silent', 'distrusted'] as const).map((list) => ({
        path: `deploy/${list}`,
        lazy: async () => {
          const { SensorsPage } = await import('../deploy/sensors-page.tsx')
          return { element: <SensorsPage key={list} list={list} /> }
        },
      })),
      { path: 'roster', lazy: async () => ({ Component: (await import('../roster/roster-page.tsx')).RosterPage }) },
      {
        path: 'roster/escalation',
        lazy: async () => ({ Component: (await import('../roster/escalation-page.tsx')).EscalationPage }),
      },
      {
        path: 'roster/contacts',
        lazy: async () => ({ Component: (await import('../roster/contacts-page.tsx')).ContactsPage }),
      },
      {
        path: 'roster/deliveries',
        lazy: async () => ({ Component: (await import('../roster/deliveries-page.tsx')).DeliveriesPage }),
      },
      {
        path: 'roster/silences',
        lazy: async () => ({ Component: (await import('../roster/silences-page.tsx')).SilencesPage }),
      },
      { path: 'staff', lazy: async () => ({ Component: (await import('../staff/staff-page.tsx')).StaffPage }) },
      { path: 'audit', lazy: async () => ({ Component: (await import('../audit/audit-page.tsx')).AuditPage }) },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
])
