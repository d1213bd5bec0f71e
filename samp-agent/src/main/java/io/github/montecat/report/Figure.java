package io.github.montecat.report;

import io.github.montecat.output.OutputFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/**
 * Charts side by side on white, with a key to their colours if they need one. Sizes are in CSS pixels; the picture has
 * twice as many each way, so that it is sharp in print and on dense screens. Immutable.
 *
 * @param width width
 * @param height height
 * @param panels the charts and where they go
 * @param key entries of the key, top down, at the right upper corner; empty for none
 * @param texts texts outside the charts
 * @param ticks strokes outside the charts
 */
public record Figure(int width, int height, List<Panel> panels, List<Entry> key, List<FigureText> texts,
        List<Line2D> ticks) {

    private static final int SCALE = 2;
    private static final int LINE = 18;
    private static final int KEY_TOP = 20;
    private static final int KEY_EDGE = 8;
    /** Left and right end of the mark, left of the text. */
    static final int KEY_MARK = 34;
    private static final int KEY_MARK_END = 8;
    private static final Font KEY_FONT = FigureText.font(Font.PLAIN, 12);

    /**
     * A chart in its place.
     *
     * @param chart the chart
     * @param x distance of its left edge from the figure's
     * @param y distance of its upper edge from the figure's
     * @param width its width
     * @param height its height
     */
    public record Panel(XYChart chart, int x, int y, int width, int height) {
    }

    /**
     * An entry of the key.
     *
     * @param text what the colour stands for
     * @param colour the colour
     * @param dashed whether its line is dashed
     */
    public record Entry(String text, Color colour, boolean dashed) {

        Entry within(double room) {
            return new Entry(FigureText.cut(text, KEY_FONT, room), colour, dashed);
        }
    }

    /** Copies the lists. */
    public Figure {
        panels = List.copyOf(panels);
        key = List.copyOf(key);
        texts = List.copyOf(texts);
        ticks = List.copyOf(ticks);
    }

    /**
     * Charts that carry all their texts themselves.
     *
     * @param width width
     * @param height height
     * @param panels the charts and where they go
     * @param key entries of the key; empty for none
     */
    public Figure(int width, int height, List<Panel> panels, List<Entry> key) {
        this(width, height, panels, key, List.of(), List.of());
    }

    /**
     * Charts of one size in rows.
     *
     * @param charts the charts, row by row
     * @param columns charts per row
     * @param width width of each
     * @param height height of each
     * @return the figure
     */
    public static Figure grid(List<XYChart> charts, int columns, int width, int height) {
        List<Panel> panels = new java.util.ArrayList<>();
        for (int i = 0; i < charts.size(); i++) {
            panels.add(new Panel(charts.get(i), i % columns * width, i / columns * height, width, height));
        }
        return new Figure(Math.min(columns, charts.size()) * width, (charts.size() + columns - 1) / columns * height,
                panels,
                List.of());
    }

    /** @return the picture as PNG */
    public byte[] png() {
        BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D all = image.createGraphics();
        all.setColor(Color.WHITE);
        all.fillRect(0, 0, image.getWidth(), image.getHeight());
        all.scale(SCALE, SCALE);
        all.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        all.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        all.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        all.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        for (Panel p : panels) {
            Graphics2D one = (Graphics2D) all.create(p.x(), p.y(), p.width(), p.height());
            p.chart().paint(one, p.width(), p.height());
            one.dispose();
        }
        all.setColor(Ink.TEXT);
        all.setStroke(new BasicStroke(1));
        ticks.forEach(all::draw);
        texts.forEach(t -> t.paint(all));
        paintKey(all);
        all.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(Palette.reduced(image), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a PNG in memory", e);
        }
        return bytes.toByteArray();
    }

    /** The texts of the key, from top to bottom. */
    List<FigureText> keyTexts() {
        double longest = key.stream().mapToDouble(e -> FigureText.width(e.text(), KEY_FONT)).max().orElse(0);
        double x = width - longest - KEY_EDGE;
        return IntStream.range(0, key.size()).mapToObj(i -> new FigureText(key.get(i).text(), KEY_FONT, x,
                KEY_TOP + i * LINE, 0, false)).toList();
    }

    private void paintKey(Graphics2D g) {
        List<FigureText> lines = keyTexts();
        for (int i = 0; i < key.size(); i++) {
            Entry e = key.get(i);
            FigureText line = lines.get(i);
            g.setColor(e.colour());
            g.setStroke(new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10,
                    e.dashed() ? new float[] {6, 4} : null, 0));
            g.draw(new Line2D.Double(line.x() - KEY_MARK, line.y(), line.x() - KEY_MARK_END, line.y()));
            line.paint(g);
        }
    }

    /**
     * Writes the picture.
     *
     * @param file a PNG file
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        OutputFile.write(file, png());
    }

    /** @return the picture as an address for a page that contains it */
    public String dataUri() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png());
    }
}
