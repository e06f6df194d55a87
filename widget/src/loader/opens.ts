/** A link to the website with #deskbell=LANGUAGE behind it, as the help centre has, opens the panel in that language. */
export function opens(): void {
  const locale = /^#deskbell=([\w-]+)$/.exec(location.hash)?.[1]
  history.replaceState(history.state, '', location.pathname + location.search) // asked once, not again by every reload
  window.Deskbell?.('open')
  const frame = document.querySelector('deskbell-widget')?.shadowRoot?.querySelector('iframe')
  const src = frame?.src.replace(/locale=[^&#]*/, `locale=${locale}`)
  if (frame && src && locale && src !== frame.src) frame.src = src // the loader has made it in the page's language
}
