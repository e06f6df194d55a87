// What is found by name: a label and its value, line by line.
export function Pairs({ of }: { of: readonly { label: string; value: string }[] }) {
  return <dl class="s-pairs">{of.map(({ label, value }, at) => <div key={at}><dt dir="auto">{label}</dt><dd class="wrap" dir="auto">{value}</dd></div>)}</dl>;
}
