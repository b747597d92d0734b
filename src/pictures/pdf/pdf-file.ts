/** A page of PDF: its size in points, its content, and the opacities that the content names. */
export interface PdfPage {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Operators, in ASCII. */
  readonly content: string;
  /** Graphics states by name: opacity of fills and of strokes, 0 to 1. */
  readonly opacities: ReadonlyMap<string, readonly [fill: number, stroke: number]>;
  /** Drawings by name that the content repeats: operators, and the distance that they reach from the origin. */
  readonly forms: ReadonlyMap<string, { readonly content: string; readonly reach: number }>;
}

/** The number of the first object after those that every file has. */
const firstForm = 7;

/** A text as a string of PDF in UTF-16, which shows in the properties of a document. */
function utf16(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) =>
    text.charCodeAt(at).toString(16).padStart(4, "0"),
  );
  return `<feff${units.join("")}>`;
}

/**
 * A PDF 1.4 document of one page (ISO 32000-1) in ASCII, with the standard font Helvetica as `F1`, which readers have
 * and which is not embedded. It has no date and no id, so the same page gives the same bytes.
 */
export function pdfFile({ title, width, height, content, opacities, forms }: PdfPage): string {
  const states = [...opacities].map(
    ([name, [fill, stroke]]) => `/${name} << /Type /ExtGState /ca ${fill} /CA ${stroke} >>`,
  );
  const drawings = [...forms.keys()].map((name, at) => `/${name} ${firstForm + at} 0 R`);
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 5 0 R ` +
      `/Resources << /Font << /F1 4 0 R >> /ExtGState << ${states.join(" ")} >> /XObject << ${drawings.join(" ")} >> >> >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Title ${utf16(title)} /Creator (Hub Lineage) >>`,
    ...[...forms.values()].map(
      ({ content: drawn, reach }) =>
        `<< /Type /XObject /Subtype /Form /BBox [${-reach} ${-reach} ${reach} ${reach}] /Length ${drawn.length} >>\n` +
        `stream\n${drawn}\nendstream`,
    ),
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map(offset => `${String(offset).padStart(10, "0")} 00000 n \n`);
  return (
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join("")}` +
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${file.length}\n%%EOF\n`
  );
}
