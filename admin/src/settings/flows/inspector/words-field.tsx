// Words separated by commas: what is typed stays as typed, what is read from it goes to the flow.
import { useState } from "preact/hooks";
import { TextField } from "../../../ui";

const MOST = 50;
export const wordsIn = (typed: string): string[] => [...new Set(typed.split(/[,，、;；\n]/).map((word) => word.trim().slice(0, 100)).filter(Boolean))].slice(0, MOST);

export function WordsField({ label, hint, words, onWords }: { label: string; hint: string; words: string[]; onWords: (words: string[]) => void }) {
  const [typed, setTyped] = useState(words.join(", "));
  // Undo and a restored version change the words from outside.
  const shown = wordsIn(typed).join() === words.join() ? typed : words.join(", ");
  return <TextField label={label} hint={hint} dir="auto" value={shown} onInput={(text) => { setTyped(text); onWords(wordsIn(text)); }} />;
}
