// After a refusal the first faulty field gets the focus, once it is drawn as such.

export function focusFirstFault(root: ParentNode = document): void {
  requestAnimationFrame(() => requestAnimationFrame(() => root.querySelector<HTMLElement>("[aria-invalid='true']")?.focus()));
}
