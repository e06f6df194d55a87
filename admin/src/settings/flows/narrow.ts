// Whether there is room for a canvas: on a phone the flow is a list.
import { signal } from "@preact/signals";

const phone = matchMedia("(max-width: 900px)");
export const narrow = signal(phone.matches);
phone.addEventListener("change", () => { narrow.value = phone.matches; });
