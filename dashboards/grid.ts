import { DASHBOARD_WIDTH, type Widget, type WidgetContent, type WidgetSize } from './widget.ts';

/** A widget that has no place yet. */
export type Draft = WidgetContent & WidgetSize;

/** Gives a widget a size. */
export function sized(content: WidgetContent, width: number, height: number): Draft {
  return { ...content, width, height };
}

/** Places drafts from left to right; one that no longer fits begins a new row below the tallest of the last. */
export function placeInGrid(drafts: readonly Draft[]): readonly Widget[] {
  let [x, y, rowHeight] = [0, 0, 0];
  return drafts.map((draft) => {
    if (x + draft.width > DASHBOARD_WIDTH) [x, y, rowHeight] = [0, y + rowHeight, 0];
    const placed = { ...draft, x, y };
    x += draft.width;
    rowHeight = Math.max(rowHeight, draft.height);
    return placed;
  });
}

/** Rows of equally wide widgets, `most` in a row at most; the last row is shared by what is left over. */
export function shareRows(
  contents: readonly WidgetContent[],
  most: number,
  height: number,
): readonly Draft[] {
  return contents.map((content, index) => {
    const inRow = Math.min(most, contents.length - Math.floor(index / most) * most);
    return sized(content, Math.floor(DASHBOARD_WIDTH / inRow), height);
  });
}
