package io.github.montecat.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.ModelExpression;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No text of a corner plot lies over another one, over a frame, or outside the figure, whatever the values. */
class CornerLabelsTest {

    private static final ModelPrior PRIOR = new ModelPrior(ModelExpression.parse("tbabs*(powerlaw+bbodyrad)"), Map.of(
            "nH", Prior.of("uniform", 0.1, 0.5), "PhoIndex", Prior.of("uniform", 0.5, 3), "powerlaw_norm",
            Prior.of("loguniform", 0.1, 10), "kT", Prior.of("uniform", 0.1, 3), "bbodyrad_norm",
            Prior.of("loguniform", 1, 1e3)), Map.of());
    private static final int SAMPLES = 60;

    /** Middle and half width of 100 ranges: every size from 1e-14 to 1e9, around offsets, negative, through zero. */
    private static List<double[]> ranges() {
        List<double[]> ranges = new ArrayList<>();
        for (int decade = -14; decade <= 9; decade++) {
            double size = Math.pow(10, decade);
            ranges.add(new double[] {1.3 * size, 0.4 * size});
            ranges.add(new double[] {-7.7 * size, 1.1e-3 * size});
            ranges.add(new double[] {0.01 * size, 0.9 * size});
        }
        for (int k = 0; ranges.size() < 100; k++) {
            double offset = (k % 2 == 0 ? 1 : -1) * 9.87654321012 * Math.pow(10, k - 14);
            ranges.add(new double[] {offset, Math.abs(offset) * (k % 3 == 0 ? 3e-9 : k % 3 == 1 ? 2.3e-6 : 7e-5)});
        }
        return ranges;
    }

    /** Samples of one range per parameter, to the ends of each. */
    private static double[][] samples(List<double[]> ranges, int seed) {
        Random random = new Random(seed);
        return ranges.stream().map(r -> IntStream.range(0, SAMPLES).mapToDouble(i -> r[0] + r[1]
                * (i == 0 ? -1 : i == 1 ? 1 : 2 * random.nextDouble() - 1)).toArray()).toArray(double[][]::new);
    }

    private static List<CornerPlot.Reference> references(double[][] samples) {
        double[] middle = Arrays.stream(samples).mapToDouble(s -> s[5]).toArray();
        return List.of(CornerPlot.Reference.of("truth", middle), CornerPlot.Reference.ofSamples(
                "/data/a-long-name-of-a-folder/and-of-a-chain-of-xspec-v12.fits", samples),
                CornerPlot.Reference.of("XSPEC", middle));
    }

    @Test
    void labelsOverlapNowhereInAHundredRanges() {
        List<double[]> ranges = ranges();
        assertEquals(100, ranges.size());
        List<String> faults = new ArrayList<>();
        for (int n = 1; n <= 5; n++) {
            for (int first = 0; first < ranges.size(); first += n) {
                List<double[]> some = IntStream.range(first, first + n).mapToObj(i -> ranges.get(i % 100)).toList();
                double[][] samples = samples(some, first);
                ModelPrior prior = n == 5 ? PRIOR : prior(n, first);
                for (String fault : faults(withoutCharts(prior, samples, references(samples)))) {
                    faults.add(n + " parameters from " + Arrays.toString(some.get(0)) + ": " + fault);
                }
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    private static Figure withoutCharts(ModelPrior prior, double[][] samples, List<CornerPlot.Reference> references) {
        CornerLayout layout = CornerLayout.of(CornerPlot.axes(prior, samples, references));
        List<Figure.Panel> frames = new ArrayList<>();
        for (int row = 0; row < samples.length; row++) {
            for (int column = 0; column <= row; column++) {
                frames.add(layout.panel(row, column, null));
            }
        }
        return CornerPlot.labelled(layout, "refined", samples, references, frames);
    }

    /** Every parameter is once the first, the second and so on. */
    private static ModelPrior prior(int n, int first) {
        List<ModelPrior.Free> free = PRIOR.free();
        Map<String, Prior> priors = new LinkedHashMap<>();
        Map<String, Double> fixed = new LinkedHashMap<>();
        for (int p = 0; p < free.size(); p++) {
            ModelPrior.Free f = free.get((p + first) % free.size());
            if (p < n) {
                priors.put(f.parameter().label(), f.prior());
            } else {
                fixed.put(f.parameter().label(), f.prior().min());
            }
        }
        return new ModelPrior(PRIOR.model(), priors, fixed);
    }

    private static List<String> faults(Figure figure) {
        List<FigureText> texts = new ArrayList<>(figure.texts());
        texts.addAll(figure.keyTexts());
        Rectangle2D all = new Rectangle2D.Double(0, 0, figure.width(), figure.height());
        List<String> faults = new ArrayList<>();
        for (int a = 0; a < texts.size(); a++) {
            FigureText text = texts.get(a);
            Rectangle2D box = text.box();
            if (a >= figure.texts().size()) {
                // The mark of an entry belongs to it.
                box = new Rectangle2D.Double(box.getX() - Figure.KEY_MARK, box.getY(), box.getWidth() + Figure.KEY_MARK,
                        box.getHeight());
            }
            if (!all.contains(box)) {
                faults.add("'" + text.text() + "' is cut by the edge: " + box);
            }
            for (int b = 0; b < a; b++) {
                if (box.intersects(texts.get(b).box())) {
                    faults.add("'" + text.text() + "' lies over '" + texts.get(b).text() + "'");
                }
            }
            for (Figure.Panel p : figure.panels()) {
                if (box.intersects(p.x(), p.y(), p.width(), p.height())) {
                    faults.add("'" + text.text() + "' lies over a chart");
                }
            }
            for (Line2D tick : figure.ticks()) {
                if (tick.intersects(box)) {
                    faults.add("'" + text.text() + "' lies over a tick");
                }
            }
            if (text.text().contains("…") && a < figure.texts().size()) {
                faults.add("'" + text.text() + "' is cut");
            }
        }
        return faults;
    }

    @Test
    void everyAxisHasTicksAndItsUnit() {
        double[][] samples = samples(List.of(new double[] {0.3, 0.01}, new double[] {1.7, 0.1}, new double[] {1, 0.5},
                new double[] {0.5, 0.1}, new double[] {600, 50}), 1);
        List<String> texts = CornerPlot.of(PRIOR, samples, List.of()).texts().stream().map(FigureText::text).toList();
        for (String text : List.of("nH", "10²² cm⁻²", "PhoIndex", "powerlaw_norm", "photon keV⁻¹ cm⁻² s⁻¹", "kT",
                "keV", "bbodyrad_norm", "0.295", "600")) {
            assertTrue(texts.contains(text), text + " in " + texts);
        }
    }

    @Test
    void labelsAreTheNumbersThemselvesWhereTheyAreShort() {
        assertEquals("0.25 0.30 0.35", labels(0.21, 0.37));
        assertEquals("−2 0 2", labels(-3.1, 3.1));
        assertEquals("500 600 700", labels(450, 740));
        assertEquals("2 4 6 ×10^-5", labels(1.1e-5, 7.7e-5));
        assertEquals("0 1 2 3 ×10^7", labels(-1e6, 3.3e7));
        assertEquals("2 4 6 ×10^-7 + 1000.5", labels(1000.5000001, 1000.5000007));
    }

    private static String labels(double min, double max) {
        AxisTicks ticks = AxisTicks.of(min, max, t -> CornerLayout.hasRoom(min, max, t) && t.size() <= 4);
        return String.join(" ", ticks.ticks().stream().map(AxisTicks.Tick::label).toList())
                + (ticks.exponent() == 0 ? "" : " ×10^" + ticks.exponent())
                + (ticks.offset().signum() == 0 ? "" : " + " + ticks.offset().stripTrailingZeros().toPlainString());
    }

    @Test
    void aLabelsValueIsItsTick() {
        for (double[] r : ranges()) {
            double min = r[0] - r[1];
            double max = r[0] + r[1];
            AxisTicks ticks = AxisTicks.of(min, max, t -> CornerLayout.hasRoom(min, max, t));
            assertFalse(ticks.ticks().size() < 2, Arrays.toString(r));
            for (AxisTicks.Tick t : ticks.ticks()) {
                double value = new BigDecimal(t.label().replace('−', '-')).scaleByPowerOfTen(ticks.exponent())
                        .add(ticks.offset()).doubleValue();
                assertEquals(t.place(), value, 1e-6 * r[1], t + " of " + Arrays.toString(r));
                assertTrue(t.place() >= min && t.place() <= max);
            }
        }
    }
}
