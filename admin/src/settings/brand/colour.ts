// Reading a hex colour and naming it in one word. Deriving roles and contrast is the server's work.

export function readHex(typed: string): string | null {
  const text = typed.trim().replace(/^#?/, "#").toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  return short ? "#" + short.slice(1).map((digit) => digit + digit).join("") : null;
}

export type ColourName = "black" | "white" | "pale" | "grey" | "red" | "orange" | "yellow" | "green" | "teal" | "blue" | "purple" | "pink";

const HUES: [number, ColourName][] = [
  [14, "red"], [32, "orange"], [66, "yellow"], [170, "green"], [195, "teal"], [250, "blue"], [290, "purple"], [335, "pink"], [361, "red"],
];

export function nameColour(hex: string): ColourName {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  const high = Math.max(red, green, blue);
  const spread = high - Math.min(red, green, blue);
  if (spread < 0.1) return high < 0.25 ? "black" : high > 0.92 ? (hex === "#ffffff" ? "white" : "pale") : "grey";
  const hue = hueOf(red, green, blue, high, spread);
  return HUES.find(([limit]) => hue < limit)?.[1] ?? "red";
}

function hueOf(red: number, green: number, blue: number, high: number, spread: number): number {
  if (high === red) return (60 * ((green - blue) / spread) + 360) % 360;
  if (high === green) return 60 * ((blue - red) / spread) + 120;
  return 60 * ((red - green) / spread) + 240;
}
