import { stringify } from "csv-stringify/sync";

/** A cell: what people wrote is always a string, so that it is guarded; numbers are ours. */
export type Cell = string | number;

/**
 * A table as CSV that Excel, LibreOffice and Google Sheets open without questions: with a byte order mark, because Excel otherwise
 * reads Arabic in the code page of Windows; with semicolons, because Excel separates by the list separator of the system, which is
 * the semicolon in Finnish, Swedish and most of Europe, where the comma is the decimal mark; with CRLF (RFC 4180).
 *
 * A cell that begins like a formula (= + - @, tab, carriage return, and the full-width forms of the signs) is preceded by an
 * apostrophe, because a spreadsheet would otherwise run what somebody wrote as their name.
 */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell.trim() : cell))),
    { bom: true, delimiter: ";", escape_formulas: true, record_delimiter: "windows", quoted_match: /[\r\n]/ },
  );
}
