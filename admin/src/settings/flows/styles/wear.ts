// A stylesheet that came with a chunk, handed to the browser through CSSOM: the desk's policy knows no inline styles.

export function wear(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
