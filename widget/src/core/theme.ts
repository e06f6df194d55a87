// The inbox's colours as custom properties, light and dark, through CSSOM: our policy allows no inline style.
import type { Brand, Roles } from '../wire/types'

const dark = matchMedia('(prefers-color-scheme: dark)')
let forced: string | null = null
let rules: CSSStyleSheet | null = null

export function dress(brand: Brand): void {
  rules ??= new CSSStyleSheet()
  rules.replaceSync(`:root{${properties(brand.roles.light, false)}}[data-theme=dark]{${properties(brand.roles.dark, true)}}`)
  if (!document.adoptedStyleSheets.includes(rules)) addSheet(rules)
}

/** Follow the system, or hold one theme (the preview in the settings). */
export function chooseTheme(theme: string | null = forced): void {
  forced = theme
  document.documentElement.dataset.theme = theme ?? (dark.matches ? 'dark' : 'light')
}

const added = new Set<string>()
export function addCss(text: string): void {
  if (added.has(text)) return
  added.add(text)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  addSheet(sheet)
}

const addSheet = (sheet: CSSStyleSheet): void => void (document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet])

function properties(roles: Roles, isDark: boolean): string {
  const given = Object.entries(roles).filter(([, value]) => /^#[0-9a-f]{6}$/i.test(String(value)))
  const accent = String(roles.accent)
  if (isDark && roles['on-accent'] === '#ffffff' && !roles['bubble-me']) given.push(['bubble-me', darker(accent)])
  return given.map(([role, value]) => `--${role}:${value}`).join(';')
}

/** In the dark, large fills are darker than buttons, so that the words on them lead. */
const darker = (hex: string): string => '#' + [1, 3, 5].map(at => Math.round(parseInt(hex.slice(at, at + 2), 16) * 0.85).toString(16).padStart(2, '0')).join('')

dark.addEventListener('change', () => chooseTheme())
