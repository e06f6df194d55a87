// A line icon or the mark. Both are decoration: the words beside them, or the button's label, say what they mean.
import { icons, type IconName } from "./icons";

export function Icon({ name, small, class: extra = "" }: { name: IconName; small?: boolean | undefined; class?: string | undefined }) {
  return (
    <svg class={`i ${small ? "s" : ""} ${extra}`} viewBox="0 0 20 20" aria-hidden="true">{icons[name]()}</svg>
  );
}

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M7 1h2a1 1 0 0 1 0 2v1.08a6 6 0 0 1 5 5.92v.5a.5.5 0 0 1-.5.5h-11a.5.5 0 0 1-.5-.5V10a6 6 0 0 1 5-5.92V3a1 1 0 0 1 0-2Z" />
      <path d="M2 12h12a1 1 0 0 1 0 2H2a1 1 0 0 1 0-2Z" />
    </svg>
  );
}
