package io.github.montecat.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.ObservedCounts;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.spectrum.EnergyGrid;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class FigureTest {

    private static final ModelPrior PRIOR = new ModelPrior(ModelExpression.parse("tbabs*powerlaw"), Map.of(
            "nH", Prior.of("uniform", 0.1, 0.5), "PhoIndex", Prior.of("uniform", 0.5, 3), "norm",
            Prior.of("loguniform", 0.1, 10)), Map.of());
    private static final List<String> LABELS = List.of("nH", "PhoIndex", "norm");

    private static double[][] samples(int n) {
        Random random = new Random(1);
        double[][] samples = new double[3][n];
        for (int s = 0; s < n; s++) {
            samples[0][s] = 0.3 + 0.01 * random.nextGaussian();
            samples[1][s] = 1.7 + 0.05 * random.nextGaussian();
            samples[2][s] = Math.exp(0.1 * random.nextGaussian());
        }
        return samples;
    }

    private static List<ScoredPosterior> posteriors(int n) {
        Random random = new Random(2);
        return IntStream.range(0, n).mapToObj(i -> {
            double[] truth = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
            double[][] drawn = new double[3][50];
            for (int p = 0; p < 3; p++) {
                double centre = truth[p] + 0.02 * random.nextGaussian();
                Arrays.setAll(drawn[p], s -> centre + 0.02 * random.nextGaussian());
            }
            return ScoredPosterior.of(200 * (1 + i % 20), truth, drawn, 0, i);
        }).toList();
    }

    private static BufferedImage image(Figure figure) {
        try {
            // XChart looks for ticks without end if labels of an axis are alike.
            byte[] png = assertTimeoutPreemptively(Duration.ofMinutes(1), figure::png);
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            assertEquals(2 * figure.width(), image.getWidth());
            assertEquals(2 * figure.height(), image.getHeight());
            return image;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long pixels(BufferedImage image, Color colour) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == colour.getRGB()).count();
    }

    @Test
    void cornerPlotHasPosteriorTruthAndFit() {
        Figure figure = CornerPlot.of(PRIOR, samples(500), List.of(
                CornerPlot.Reference.of("truth", new double[] {0.31, 1.72, Double.NaN}),
                CornerPlot.Reference.of("XSPEC", new double[] {0.3, 1.7, 1.01}, new double[] {0.29, 1.6, 0.9},
                        new double[] {0.31, 1.8, 1.1})));
        BufferedImage image = image(figure);
        assertEquals(6, figure.panels().size());
        assertTrue(pixels(image, Ink.BLUE) > 2000);
        assertTrue(pixels(image, Ink.VERMILLION) > 500);
        assertTrue(pixels(image, Ink.GREEN) > 500);
        XYChart first = figure.panels().get(0).chart();
        assertTrue(first.getTitle().matches("0\\.30\\d\\d \\+0\\.0\\d+ −0\\.0\\d+"), first.getTitle());
        assertEquals(0.31, first.getSeriesMap().get("up 0").getXData()[0]);
    }

    @Test
    void anotherPosteriorIsDrawnOverIt() {
        double[][] other = samples(800);
        Arrays.setAll(other[1], i -> other[1][i] + 0.4);
        CornerPlot.Reference reference = CornerPlot.Reference.ofSamples("BXA", other);
        assertEquals(2.1, reference.values()[1], 0.01);
        assertEquals(0.1, reference.upper()[1] - reference.lower()[1], 0.01);
        Figure figure = CornerPlot.of(PRIOR, samples(500), List.of(reference));
        assertTrue(pixels(image(figure), Ink.VERMILLION) > 1000);
        double right = figure.panels().get(2).chart().getStyler().getXAxisMax();
        assertTrue(right > 2.15, "both fit in: " + right);
    }

    @Test
    void samplesAtOnePointOrAtTheEdgeStillHaveAPlot() {
        double[][] same = samples(100);
        Arrays.fill(same[0], 0.5);
        Arrays.fill(same[1], 0, 60, 3);
        image(CornerPlot.of(PRIOR, same, List.of()));
        image(CornerPlot.of(PRIOR, new double[][] {{0.5, 0.5}, {3, 3}, {10, 10}}, List.of()));
    }

    @Test
    void contoursEncloseTheirShareOfSamples() {
        Random random = new Random(5);
        double[] x = random.doubles(20_000).map(u -> random.nextGaussian()).toArray();
        double[] y = new double[x.length];
        Arrays.setAll(y, i -> 0.6 * x[i] + 0.8 * random.nextGaussian());
        DensityContours contours = new DensityContours(x, y);
        for (double share : new double[] {0.68, 0.90}) {
            List<double[][]> rings = contours.enclosing(share);
            // A bivariate normal of correlation 0.6: the ellipse holds a share p in pi * 0.8 * (-2 ln(1 - p)).
            double area = 0;
            for (double[][] ring : rings) {
                int last = ring[0].length - 1;
                assertEquals(ring[0][0], ring[0][last]);
                assertEquals(ring[1][0], ring[1][last]);
                for (int k = 0; k < last; k++) {
                    area += (ring[0][k] * ring[1][k + 1] - ring[0][k + 1] * ring[1][k]) / 2;
                }
            }
            double expected = Math.PI * 0.8 * -2 * Math.log(1 - share);
            // Smoothing widens it by a few per cent.
            assertEquals(1.06, Math.abs(area) / expected, 0.08, share + " in " + rings.size() + " rings");
        }
    }

    @Test
    void spectrumKeepsItsCountsWhenBinsAreJoined() {
        int bins = 90;
        EnergyGrid grid = EnergyGrid.ofEdges(IntStream.rangeClosed(0, bins).mapToDouble(i -> 0.3 + 0.1 * i).toArray());
        double[] counts = new double[bins];
        double[][] draws = new double[50][bins];
        Random random = new Random(3);
        for (int b = 0; b < bins; b++) {
            counts[b] = b % 7 == 0 ? 0 : Math.round(300 * Math.exp(-b / 12.0));
            for (double[] d : draws) {
                d[b] = 290 * Math.exp(-b / 12.0) * (1 + 0.05 * random.nextGaussian());
            }
        }
        Figure figure = SpectrumPlot.of(ObservedCounts.of(counts), draws, grid, 10);
        BufferedImage image = image(figure);
        assertTrue(pixels(image, Ink.BLUE) > 500);
        var data = figure.panels().get(0).chart().getSeriesMap().get("data");
        double sum = 0;
        for (int k = 0; k + 1 < data.getXData().length; k += 3) {
            sum += data.getYData()[k] * (data.getXData()[k + 1] - data.getXData()[k]) * 10;
        }
        assertEquals(Arrays.stream(counts).sum(), sum, 1e-6);
        double[] scale = new double[bins];
        Arrays.fill(scale, 0.1);
        image(SpectrumPlot.of(ObservedCounts.of(counts, counts, scale), draws, grid, 10));
    }

    @Test
    void calibrationPlotsShowEveryParameter() {
        List<ScoredPosterior> posteriors = posteriors(200);
        for (Figure figure : List.of(CalibrationPlots.coverage(LABELS, posteriors),
                CalibrationPlots.coverageByCounts(Coverage.of(LABELS, posteriors)),
                CalibrationPlots.ranks(RankHistogram.of(LABELS, posteriors)),
                CalibrationPlots.residuals(LABELS, posteriors))) {
            assertTrue(pixels(image(figure), Ink.BLUE) > 100);
        }
        BufferedImage predictions = image(PredictionPlot.of(PRIOR, posteriors));
        assertTrue(pixels(predictions, Ink.VERMILLION) > 500);
        XYChart coverage = CalibrationPlots.coverage(LABELS, posteriors).panels().get(0).chart();
        double[] inside = coverage.getSeriesMap().get("norm").getYData();
        assertEquals(0, inside[0]);
        assertEquals(1, inside[100]);
        double[][] nothing = new double[200][3];
        Arrays.stream(nothing).forEach(row -> Arrays.fill(row, Double.NaN));
        image(PredictionPlot.of(PRIOR, posteriors.stream().map(ScoredPosterior::truth).toArray(double[][]::new),
                nothing, nothing));
    }
}
