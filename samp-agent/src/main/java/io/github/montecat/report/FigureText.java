package io.github.montecat.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.Rectangle2D;

/**
 * A line of text in a figure, with a known place, so that what overlaps can be seen before it is painted. Immutable.
 *
 * @param text the text
 * @param font its font
 * @param x where it stands
 * @param y middle of its height or, if it is upright, of its length
 * @param align what of it stands at {@code x}: 0 its left end, 0.5 its middle, 1 its right end; 0.5 if it is upright
 * @param upright whether it reads from bottom to top
 */
public record FigureText(String text, Font font, double x, double y, double align, boolean upright) {

    /** As {@link Figure} sets it. */
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final float SMALLEST = 8;
    private static final String CUT = "…";

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static double width(String text, Font font) {
        return font.getStringBounds(text, CONTEXT).getWidth();
    }

    private LineMetrics metrics() {
        return font.getLineMetrics(text, CONTEXT);
    }

    /** @return where the text is in the figure */
    public Rectangle2D box() {
        double length = width(text, font);
        double height = metrics().getAscent() + metrics().getDescent();
        return upright ? new Rectangle2D.Double(x - height / 2, y - length / 2, height, length)
                : new Rectangle2D.Double(x - align * length, y - height / 2, length, height);
    }

    /**
     * @param room the longest it may be
     * @return this text in a smaller font if it is longer, and cut if it is still longer in the smallest one
     */
    FigureText within(double room) {
        Font fitting = font;
        while (width(text, fitting) > room && fitting.getSize2D() > SMALLEST) {
            fitting = fitting.deriveFont(fitting.getSize2D() - 0.5f);
        }
        return new FigureText(cut(text, fitting, room), fitting, x, y, align, upright);
    }

    /** A text, cut at its end if it is longer than the room. */
    static String cut(String text, Font font, double room) {
        String cut = text;
        for (int end = text.length() - 1; end > 0 && width(cut, font) > room; end--) {
            cut = text.substring(0, end) + CUT;
        }
        return cut;
    }

    void paint(Graphics2D g) {
        g.setFont(font);
        g.setColor(Ink.TEXT);
        double baseline = (metrics().getAscent() - metrics().getDescent()) / 2;
        if (upright) {
            Graphics2D turned = (Graphics2D) g.create();
            turned.rotate(-Math.PI / 2, x, y);
            turned.drawString(text, (float) (x - width(text, font) / 2), (float) (y + baseline));
            turned.dispose();
        } else {
            g.drawString(text, (float) (x - align * width(text, font)), (float) (y + baseline));
        }
    }
}
