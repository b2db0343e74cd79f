import { webAddress, type Ui } from './ui'

const hide = (event: Event) => {
  // a policy of the site may forbid our images: the initial under it is left
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.hidden = true
}

/** A picture over the first letter of the name; says nothing that the name beside it does not say. */
export function Avatar({ ui, name, url }: { ui: Ui; name: string; url: string | null }) {
  const address = url === null ? undefined : webAddress(ui, url)
  return (
    <span class="avatar" aria-hidden="true">
      {Array.from(name)[0]?.toUpperCase()}
      {address && <img src={address} alt="" onError={hide} />}
    </span>
  )
}
