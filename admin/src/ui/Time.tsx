// A moment: short on the screen, whole in the tooltip and for machines.
import { ago, clock, day, fullTime } from "./clock";

const shapes = { ago, clock, day };

export function Time({ at, as = "ago", class: extra }: { at: string; as?: keyof typeof shapes | undefined; class?: string | undefined }) {
  return <time dateTime={at} title={fullTime(at)} class={extra}>{shapes[as](at)}</time>;
}
