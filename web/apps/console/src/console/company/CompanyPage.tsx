import type { Department } from '@openline/api'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { EmptyState, Icon, Tag } from '@openline/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../app/core'
import { MoreTexts } from '../../i18n/MoreTexts'
import { useText } from '../../i18n/text'
import { ConfirmModal } from '../../parts/ConfirmModal'
import { Page } from '../../parts/Page'
import { QueryState } from '../../parts/QueryState'
import styles from './Company.module.css'
import { DepartmentModal } from './DepartmentModal'
import { StaffModal } from './StaffModal'
import { TableModal } from './TableModal'
import { peopleWithin, treeOf, type Node } from './tree'
import { DEPARTMENTS, useCompanyChange } from './useCompany'

const PARTS = ['company'] as const

export function CompanyPage() {
  return <MoreTexts parts={PARTS}><Company /></MoreTexts>
}

/** What stands before the page; each concerns one department, or none yet. */
type Layer =
  | { kind: 'new'; below: Department | null }
  | { kind: 'edit' | 'people' | 'remove'; of: Department }
  | { kind: 'table' }

function Company() {
  const text = useText()
  const api = useApi()
  const query = useQuery({ queryKey: DEPARTMENTS, queryFn: api.departments })
  const [layer, setLayer] = useState<Layer | null>(null)
  const actions = (
    <>
      <Button variant="default" onClick={() => setLayer({ kind: 'table' })}>{text('company.table')}</Button>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setLayer({ kind: 'new', below: null })}>{text('company.new')}</Button>
    </>
  )
  return (
    <Page title={text('nav.company')} lead={text('company.lead')} actions={actions}>
      <QueryState query={query}>
        {({ items }) => (
          <>
            {items.length === 0
              ? <EmptyState icon="layers" title={text('company.none')}>{text('company.none_help')}</EmptyState>
              : <Level nodes={treeOf(items)} onOpen={setLayer} />}
            {layer && <Shown layer={layer} departments={items} onClose={() => setLayer(null)} />}
          </>
        )}
      </QueryState>
    </Page>
  )
}

function Shown({ layer, departments, onClose }: { layer: Layer; departments: readonly Department[]; onClose: () => void }) {
  switch (layer.kind) {
    case 'new':
      return <DepartmentModal departments={departments} below={layer.below} onClose={onClose} />
    case 'edit':
      return <DepartmentModal departments={departments} department={layer.of} below={null} onClose={onClose} />
    case 'people':
      return <StaffModal department={layer.of} onClose={onClose} />
    case 'remove':
      return <Dissolve department={layer.of} onClose={onClose} />
    case 'table':
      return <TableModal onClose={onClose} />
  }
}

type OnOpen = (layer: Layer) => void

function Level({ nodes, onOpen }: { nodes: readonly Node[]; onOpen: OnOpen }) {
  return (
    <ul className={styles.level}>
      {nodes.map((node) => (
        <li key={node.department.id}>
          <Row node={node} onOpen={onOpen} />
          {node.below.length > 0 && <Level nodes={node.below} onOpen={onOpen} />}
        </li>
      ))}
    </ul>
  )
}

function Row({ node, onOpen }: { node: Node; onOpen: OnOpen }) {
  const text = useText()
  const of = node.department
  const heads = of.people.filter(({ head }) => head).map(({ name }) => name)
  const count = peopleWithin(node).size
  return (
    <div className={styles.row}>
      <span className={styles.words}>
        <b>{of.name}</b>
        <small>{heads.length > 0 ? text('company.led_by', { names: heads.join(', ') }) : text('company.no_head')}</small>
      </span>
      {count === 0 && <Tag tone="warn">{text('company.empty')}</Tag>}
      <Button variant="subtle" color="gray" size="compact-sm" aria-label={text('company.people_of', { name: of.name, count })} onClick={() => onOpen({ kind: 'people', of })}>
        {text('company.people', { count })}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text('company.more', { name: of.name })}><Icon name="more" /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="edit" size={16} />} onClick={() => onOpen({ kind: 'edit', of })}>{text('company.edit')}</Menu.Item>
          <Menu.Item leftSection={<Icon name="plus" size={16} />} onClick={() => onOpen({ kind: 'new', below: of })}>{text('company.new_below')}</Menu.Item>
          <Menu.Item leftSection={<Icon name="trash" size={16} />} onClick={() => onOpen({ kind: 'remove', of })}>{text('company.dissolve')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

function Dissolve({ department, onClose }: { department: Department; onClose: () => void }) {
  const text = useText()
  const api = useApi()
  const remove = useCompanyChange(() => api.removeDepartment(department.id), onClose)
  return (
    <ConfirmModal title={text('company.dissolve_title', { name: department.name })} action={text('company.dissolve')} busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={onClose}>
      {text('company.dissolve_help')}
    </ConfirmModal>
  )
}
