package io.github.montecat.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.statistic.BinnedCounts;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
        String title = figure.texts().get(0).text();
        assertTrue(title.matches("0\\.30\\d\\d \\+0\\.0\\d+ −0\\.0\\d+"), title);
        // Places on the axis: the truth is right of the middle by a standard deviation.
        double truth = figure.panels().get(0).chart().getSeriesMap().get("up 0").getXData()[0];
        assertTrue(truth > 0.55 && truth < 0.75, "at " + truth);
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
        var series = figure.panels().get(2).chart().getSeriesMap();
        assertTrue(series.get("outline 0").getYMax() > 0.5 && series.get("outline").getYMax() > 0.5, "both fit in");
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
        Figure figure = SpectrumPlot.of(BinnedCounts.of(counts), draws, grid, 10);
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
        image(SpectrumPlot.of(BinnedCounts.of(counts, counts, scale), draws, grid, 10));
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
        image(PredictionPlot.of(PRIOR, posteriors, "fit", nothing, nothing));
        image(PredictionPlot.againstMedians(PRIOR, posteriors, "fit", nothing, nothing));
    }

    @Test
    void predictionsShowTheSlopeOfTheirLine() {
        List<ScoredPosterior> posteriors = posteriors(200);
        double[][] half = posteriors.stream().map(s -> Arrays.stream(s.truth()).map(t -> 0.2 + t / 2).toArray())
                .toArray(double[][]::new);
        double[][] errors = new double[200][3];
        half[7][0] = Double.NaN;
        Figure figure = PredictionPlot.of(PRIOR, posteriors, "fit", half, errors);
        String title = figure.panels().get(0).chart().getTitle();
        assertTrue(title.matches("nH:  slope 0\\.50*\\d* ± .*"), title);
        assertEquals(200, figure.panels().get(0).chart().getSeriesMap().get("medians").getXData().length);
        XYChart other = PredictionPlot.againstMedians(PRIOR, posteriors, "fit", half, errors).panels().get(1).chart();
        assertEquals(posteriors.get(3).median()[1], PRIOR.free().get(1).prior().toUnit(
                other.getSeriesMap().get("medians").getXData()[3]), 1e-9);
        assertEquals("posterior median PhoIndex", other.getXAxisTitle());
    }

    @Test
    void aRegressionLineIsThatOfTheBook() {
        double[] x = {1, 2, 3, 4, Double.NaN};
        double[] y = {2.1, 3.9, 6.2, 7.8, 5};
        RegressionLine line = RegressionLine.of(x, y);
        // Sums by hand: Sxx = 5, Sxy = 9.7, Syy = 18.9; mean x 2.5, mean y 5.
        assertEquals(1.94, line.slope(), 1e-12);
        assertEquals(5 - 1.94 * 2.5, line.intercept(), 1e-12);
        assertEquals(9.7 / Math.sqrt(5 * 18.9), line.correlation(), 1e-12);
        assertEquals(Math.sqrt((18.9 - 9.7 * 9.7 / 5) / 2 / 5), line.slopeError(), 1e-12);
        assertEquals(4, line.spectra());
    }

    @Test
    void aPictureOfFewColoursKeepsThemAndOneOfManyComesNear() {
        BufferedImage few = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
        BufferedImage many = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 30; x++) {
                few.setRGB(x, y, Ink.PARAMETERS.get((x / 5 + y) % 6).getRGB());
            }
        }
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                many.setRGB(x, y, x << 16 | y << 8 | x / 2);
            }
        }
        BufferedImage same = Palette.reduced(few);
        BufferedImage near = Palette.reduced(many);
        for (int i = 0; i < 600; i++) {
            assertEquals(few.getRGB(i % 30, i / 30), same.getRGB(i % 30, i / 30));
        }
        Set<Integer> colours = new HashSet<>();
        for (int i = 0; i < 256 * 256; i++) {
            colours.add(near.getRGB(i % 256, i / 256));
        }
        assertTrue(colours.size() <= 256, colours.size() + " colours");
    }

    @Test
    void residualsOfSeveralModelsStandSideBySideAndBinsDoNotBridgeGaps() {
        EnergyGrid grid = new EnergyGrid(new double[] {1, 2, 4, 5}, new double[] {2, 3, 5, 6});
        double[] counts = {5, 4, 3, 2};
        double[][] draws = {{5, 4, 3, 2}, {6, 5, 4, 3}};
        List<FoldedPoint> points = List.of(new FoldedPoint("one", new double[1], new double[] {5, 4, 3, 2}, 0, 0.25),
                new FoldedPoint("two", new double[1], new double[] {9, 4, 3, 2}, 3, 4));
        Figure figure = SpectrumPlot.of(BinnedCounts.of(counts), draws, points, grid, 1);
        image(figure);
        var upper = figure.panels().get(0).chart().getSeriesMap();
        // Two bins: the first two joined, then a gap.
        assertArrayEquals(new double[] {1, 3, 4, 6}, upper.get("two, χ²/dof 4/3").getXData());
        assertArrayEquals(new double[] {6.5, 6.5, 2.5, 2.5}, upper.get("two, χ²/dof 4/3").getYData(), 1e-12);
        var lower = figure.panels().get(1).chart().getSeriesMap();
        assertArrayEquals(new double[] {0, 0}, lower.get("residuals 0").getYData(), 1e-12);
        assertArrayEquals(new double[] {-4 / Math.sqrt(13), 0}, lower.get("residuals 1").getYData(), 1e-12);
        assertTrue(lower.get("residuals 0").getXData()[0] < lower.get("residuals 1").getXData()[0]);
    }
}
