/** Splits CSV that comes in pieces into records. */
export interface CsvRecords {
  readonly push: (text: string) => void;
  /** Hands over what stands after the last line break. */
  readonly end: () => void;
}

/** Longest record, in characters: one of a Cost and Usage Report has some 3,000. */
export const MAX_RECORD_LENGTH = 1_000_000;

/**
 * Records of RFC 4180 as texts: a line break inside quotation marks belongs to its field. Fields are not taken apart
 * here, because most records are not of interest. Throws `RangeError` for a record that does not end.
 */
export function createCsvRecords(onRecord: (record: string) => void): CsvRecords {
  let kept = '';
  let quotes = 0;
  const handOver = (record: string): void => {
    if (record !== '' && record !== '\r') onRecord(record.endsWith('\r') ? record.slice(0, -1) : record);
  };
  const keep = (text: string): void => {
    kept += text;
    if (kept.length > MAX_RECORD_LENGTH) throw new RangeError('a record has no end');
  };
  return {
    push: (text) => {
      let start = 0;
      for (;;) {
        const end = text.indexOf('\n', start);
        const piece = text.slice(start, end === -1 ? undefined : end);
        quotes += countQuotes(piece);
        if (end === -1) return keep(piece);
        if (quotes % 2 === 1) keep(`${piece}\n`);
        else {
          handOver(kept + piece);
          kept = '';
          quotes = 0;
        }
        start = end + 1;
      }
    },
    end: () => {
      handOver(kept);
      kept = '';
    },
  };
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

/** All fields of a record. */
export function readFields(record: string): readonly string[] {
  const fields: string[] = [];
  let at = 0;
  do {
    const end = record[at] === '"' ? endOfQuoted(record, at) : indexOrEnd(record, ',', at);
    const field = record.slice(at, end);
    fields.push(field.startsWith('"') ? unquote(field) : field);
    at = end + 1;
  } while (at <= record.length);
  return fields;
}

function indexOrEnd(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at === -1 ? text.length : at;
}

/** Where the field ends that begins with a quotation mark: two in a row are one of its text. */
function endOfQuoted(record: string, start: number): number {
  let at = start + 1;
  for (;;) {
    at = indexOrEnd(record, '"', at) + 1;
    if (record[at] !== '"') return indexOrEnd(record, ',', Math.min(at, record.length));
    at += 1;
  }
}

const unquote = (field: string): string => field.slice(1, field.lastIndexOf('"')).replaceAll('""', '"');
