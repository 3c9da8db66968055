import { gzipSync } from 'node:zlib';

/** Columns of a CUR 2.0 export, in their own order, as far as the tests fill them in. */
export const EXPORT_COLUMNS = [
  ...[
    'bill_invoice_id',
    'identity_line_item_id',
    'line_item_currency_code',
    'line_item_line_item_description',
  ],
  ...[
    'line_item_line_item_type',
    'line_item_product_code',
    'line_item_resource_id',
    'line_item_unblended_cost',
  ],
  ...['line_item_usage_account_id', 'line_item_usage_end_date', 'line_item_usage_start_date'],
  ...['line_item_usage_type', 'product', 'product_region_code'],
] as const;
export type ExportLine = Readonly<Partial<Record<(typeof EXPORT_COLUMNS)[number], string>>>;

/** Account and Region of the lines that a test does not place elsewhere. */
export const EXPORT_ACCOUNT = '123456789012';
export const EXPORT_REGION = 'us-east-1';

/** A line of Nova Lite's input tokens, but for what a test says. */
export function exportLine(day: string, line: ExportLine = {}): ExportLine {
  return {
    identity_line_item_id: 'a1b2c3',
    line_item_currency_code: 'USD',
    line_item_line_item_description: '$0.00006 per 1K input tokens, "Nova Lite", US East',
    line_item_line_item_type: 'Usage',
    line_item_product_code: 'AmazonBedrock',
    line_item_unblended_cost: '0.5000000000',
    line_item_usage_account_id: EXPORT_ACCOUNT,
    line_item_usage_start_date: `${day}T00:00:00.000Z`,
    line_item_usage_end_date: `${day}T23:59:59.000Z`,
    line_item_usage_type: 'USE1-NovaLite-input-tokens',
    product: JSON.stringify({ product_name: 'Amazon Bedrock', location: 'US East (N. Virginia)' }),
    product_region_code: EXPORT_REGION,
    ...line,
  };
}

/** A line of a model that AWS Marketplace bills: its code and usage type name no model. */
export const marketplaceLine = (day: string, model: string, line: ExportLine = {}): ExportLine =>
  exportLine(day, {
    line_item_product_code: '7g37zhparap7eesm9k78jrzqc',
    line_item_usage_type: 'USE1-MP:USE1_InputTokenCount-Units',
    product: JSON.stringify({ product_name: `${model} (Amazon Bedrock Edition)` }),
    ...line,
  });

const quote = (field: string): string =>
  /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;

/** The export as text. */
export const toExportText = (lines: readonly ExportLine[]): string =>
  [EXPORT_COLUMNS, ...lines.map((line) => EXPORT_COLUMNS.map((column) => line[column] ?? ''))]
    .map((fields) => fields.map(quote).join(','))
    .join('\n');

/** A file of an export. */
export const toExportFile = (lines: readonly ExportLine[]): Buffer => gzipSync(toExportText(lines));
