// Opens the site's page in a tab of its own and listens to what its loader posts back. Nothing is fetched by the server.
import { useEffect, useRef, useState } from "preact/hooks";
import { isReport, type Report } from "./findings";

const PATIENCE = 20_000;
const LOOK = 500;
export type CheckState = "idle" | "listening" | "reported" | "never" | "closed" | "popup_blocked";

export interface Check { state: CheckState; report: Report | null; start: (url: string) => void }

export function useCheck(): Check {
  const opened = useRef<Window | null>(null);
  const [state, setState] = useState<CheckState>("idle");
  const [report, setReport] = useState<Report | null>(null);
  useEffect(() => {
    // Only the tab that we opened may speak, and only in the agreed shape; it may have redirected to another origin.
    const hear = (event: MessageEvent): void => {
      if (!opened.current || event.source !== opened.current || !isReport(event.data) || event.data.origin !== event.origin) return;
      setReport(event.data);
      setState("reported");
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);
  useEffect(() => {
    if (state !== "listening") return undefined;
    const patience = setTimeout(() => setState("never"), PATIENCE);
    const look = setInterval(() => { if (opened.current?.closed) setState("closed"); }, LOOK);
    return () => { clearTimeout(patience); clearInterval(look); };
  }, [state]);
  const start = (url: string): void => {
    setReport(null);
    opened.current = window.open(url, "_blank");
    setState(opened.current ? "listening" : "popup_blocked");
  };
  return { state, report, start };
}
