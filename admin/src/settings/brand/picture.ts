// Reads the first bytes of a chosen logo: its kind and size, so that a wrong file is explained before anything is sent.
// The server judges by the bytes as well and re-encodes; this is only the quicker word.

export type PictureFault = "svg" | "not_a_picture" | "too_heavy" | "too_many_pixels";
export interface PictureFacts { width: number; height: number; url: string }
type Size = { width: number; height: number };
export const HEAVIEST = 2 * 1024 * 1024;
const THUMBNAIL = 192;
const LONGEST_SIDE = 4_096;

export async function readPicture(file: Blob): Promise<PictureFacts | PictureFault> {
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  const text = new TextDecoder().decode(head.slice(0, 1024)).toLowerCase();
  const kind = kindOf(head);
  if (!kind) return text.includes("<svg") ? "svg" : "not_a_picture";
  if (file.size > HEAVIEST) return "too_heavy";
  const claimed = kind === "png" ? pngSize(head) : null;
  if (claimed && Math.max(claimed.width, claimed.height) > LONGEST_SIDE) return "too_many_pixels";
  return measure(file);
}

function kindOf(head: Uint8Array): string | null {
  const ascii = String.fromCharCode(...head.slice(0, 12));
  if (ascii.startsWith("\x89PNG\r\n")) return "png";
  if (ascii.startsWith("\xff\xd8\xff")) return "jpeg";
  if (/^GIF8[79]a/.test(ascii)) return "gif";
  return /^RIFF....WEBP/s.test(ascii) ? "webp" : null;
}

// A bomb says its size in the header: read it before the browser unpacks it.
function pngSize(head: Uint8Array): Size {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

async function measure(file: Blob): Promise<PictureFacts | PictureFault> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    const url = thumbnail(bitmap);
    bitmap.close();
    return Math.max(width, height) > LONGEST_SIDE ? "too_many_pixels" : { width, height, url };
  } catch {
    return "not_a_picture";
  }
}

/** Small and our own, as a data: address: the only foreign kind that the preview's policy lets it show. */
function thumbnail(bitmap: ImageBitmap): string {
  const scale = Math.min(1, THUMBNAIL / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}
