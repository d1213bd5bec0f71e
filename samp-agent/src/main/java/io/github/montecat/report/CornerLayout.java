package io.github.montecat.report;

import java.awt.Font;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * Where the frames of a corner plot stand, and all its texts and ticks. Sizes are in CSS pixels. Immutable.
 *
 * @param axes an axis per parameter
 * @param left distance of the first column of frames from the figure's left edge
 */
record CornerLayout(List<CornerAxis> axes, double left) {

    /** Side of a frame. */
    static final int FRAME = 180;
    private static final int GAP = 26;
    private static final int TOP = 28;
    private static final int EDGE = 8;
    private static final int TICK = 4;
    /** Between a frame and the labels of its ticks. */
    private static final int LABEL_GAP = 8;
    private static final int LABEL_HEIGHT = 14;
    private static final int LINE = 15;
    /** Between labels of neighbouring ticks. */
    private static final int SPACE = 6;
    private static final int KEY_WIDTH = 220;
    private static final int KEY_MARK_ROOM = 42;
    private static final Font LABELS = FigureText.font(Font.PLAIN, 11);
    private static final Font NAMES = FigureText.font(Font.PLAIN, 13);
    private static final Font TITLES = FigureText.font(Font.BOLD, 12);

    static CornerLayout of(List<CornerAxis> axes) {
        double widest = axes.stream().skip(1).flatMap(a -> a.ticks().ticks().stream())
                .mapToDouble(t -> FigureText.width(t.label(), LABELS)).max().orElse(0);
        double names = axes.size() > 1 ? 2 * LINE + SPACE : 0;
        return new CornerLayout(axes, Math.ceil(Math.max(EDGE + names + widest + LABEL_GAP, EDGE + GAP / 2.0)));
    }

    /** Whether labels of a horizontal axis keep apart from each other and from those of the next frame. */
    static boolean hasRoom(double min, double max, List<AxisTicks.Tick> ticks) {
        double end = -GAP / 2.0 + SPACE / 2.0;
        for (AxisTicks.Tick t : ticks) {
            double middle = (t.place() - min) / (max - min) * FRAME;
            double half = FigureText.width(t.label(), LABELS) / 2;
            if (middle - half < end) {
                return false;
            }
            end = middle + half + SPACE;
        }
        return end - SPACE <= FRAME + GAP / 2.0 - SPACE / 2.0;
    }

    int width() {
        double frames = left + axes.size() * FRAME + (axes.size() - 1) * GAP + GAP / 2.0 + EDGE;
        return (int) Math.ceil(axes.size() == 1 ? frames + KEY_WIDTH : frames);
    }

    int height() {
        return TOP + axes.size() * FRAME + (axes.size() - 1) * GAP + LABEL_GAP + LABEL_HEIGHT + 2 * LINE + EDGE;
    }

    Figure.Panel panel(int row, int column, XYChart chart) {
        return new Figure.Panel(chart, x(column), y(row), FRAME, FRAME);
    }

    private int x(int column) {
        return (int) left + column * (FRAME + GAP);
    }

    private int y(int row) {
        return TOP + row * (FRAME + GAP);
    }

    /** Room for the text of an entry of the key, which stands right of the first frame. */
    double keyRoom() {
        return width() - EDGE - (x(0) + FRAME + GAP / 2.0) - KEY_MARK_ROOM;
    }

    /** Titles above the frames of the diagonal, labels below the last row and left of the first column. */
    List<FigureText> texts(List<String> titles) {
        int n = axes.size();
        List<FigureText> texts = new ArrayList<>();
        double room = FRAME + GAP - SPACE;
        for (int p = 0; p < n; p++) {
            CornerAxis axis = axes.get(p);
            double middle = x(p) + FRAME / 2.0;
            double bottom = y(n - 1) + FRAME + LABEL_GAP;
            texts.add(new FigureText(titles.get(p), TITLES, middle, y(p) - 12, 0.5, false).within(room));
            for (AxisTicks.Tick t : axis.ticks().ticks()) {
                double along = axis.tickPlace(t.place()) * FRAME;
                texts.add(new FigureText(t.label(), LABELS, x(p) + along, bottom + LABEL_HEIGHT / 2.0, 0.5, false));
                if (p > 0) {
                    texts.add(new FigureText(t.label(), LABELS, left - LABEL_GAP, y(p) + FRAME - along, 1, false));
                }
            }
            double name = bottom + LABEL_HEIGHT + LINE / 2.0;
            texts.add(new FigureText(axis.name(), NAMES, middle, name, 0.5, false).within(room));
            unit(texts, axis, middle, name + LINE, false, room);
            if (p > 0) {
                double centre = y(p) + FRAME / 2.0;
                texts.add(new FigureText(axis.name(), NAMES, EDGE + LINE / 2.0, centre, 0.5, true).within(room));
                unit(texts, axis, EDGE + 1.5 * LINE, centre, true, room);
            }
        }
        return texts;
    }

    private static void unit(List<FigureText> texts, CornerAxis axis, double x, double y, boolean upright,
            double room) {
        if (!axis.unit().isEmpty()) {
            texts.add(new FigureText(axis.unit(), LABELS, x, y, 0.5, upright).within(room));
        }
    }

    /** Ticks of all frames. */
    List<Line2D> ticks() {
        List<Line2D> lines = new ArrayList<>();
        for (int row = 0; row < axes.size(); row++) {
            for (int column = 0; column <= row; column++) {
                double bottom = y(row) + FRAME;
                for (AxisTicks.Tick t : axes.get(column).ticks().ticks()) {
                    double x = x(column) + axes.get(column).tickPlace(t.place()) * FRAME;
                    lines.add(new Line2D.Double(x, bottom, x, bottom + TICK));
                }
                for (AxisTicks.Tick t : axes.get(row).ticks().ticks()) {
                    double y = bottom - axes.get(row).tickPlace(t.place()) * FRAME;
                    if (column < row) {
                        lines.add(new Line2D.Double(x(column) - TICK, y, x(column), y));
                    }
                }
            }
        }
        return lines;
    }
}
