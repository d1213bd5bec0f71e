package io.github.montecat.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.cli.option.UsageException;
import io.github.montecat.training.TrainedNetwork;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

class LossPlotTest {

    private static final int BLUE = 0xFF0072B2;
    private static final int ORANGE = 0xFFD55E00;

    @TempDir
    Path folder;

    private static List<TrainedNetwork.Epoch> falling() {
        return IntStream.range(0, 20).mapToObj(i -> new TrainedNetwork.Epoch(i, 1 / (1.0 + i),
                0.01 * (1 + Math.abs(i - 12)))).toList();
    }

    private static long pixels(BufferedImage image, int colour) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == colour).count();
    }

    @Test
    void bothLossesAreInThePicture() throws IOException {
        Path file = folder.resolve("losses.png");
        LossPlot.write(falling(), file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(800, image.getWidth());
        assertTrue(pixels(image, BLUE) > 300, pixels(image, BLUE) + " pixels of the training loss");
        assertTrue(pixels(image, ORANGE) > 300, pixels(image, ORANGE) + " pixels of the validation loss");
        XYChart chart = LossPlot.chart(falling());
        assertArrayEquals(new double[] {12}, chart.getSeriesMap().get("kept: epoch 12").getXData());
        assertEquals(20, chart.getSeriesMap().get("training, dropout on").getYData().length);
    }

    @Test
    void aDivergedTrainingOrASingleEpochStillHasOne() throws IOException {
        Path file = folder.resolve("losses.png");
        LossPlot.write(List.of(new TrainedNetwork.Epoch(0, Double.NaN, Double.POSITIVE_INFINITY)), file);
        assertEquals(0, pixels(ImageIO.read(file.toFile()), BLUE));
        LossPlot.write(falling().subList(0, 1), file);
        assertEquals(500, ImageIO.read(file.toFile()).getHeight());
    }

    @Test
    void otherKindsOfFileAreRefused() throws UsageException {
        assertFalse(LossPlot.isName(Path.of("losses.pdf")));
        assertTrue(LossPlot.isName(Path.of("L.PNG")));
    }
}
