package io.github.montecat.cli;

import io.github.montecat.ogip.PhaWriter;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.simulate.BackgroundLevel;
import io.github.montecat.simulate.Observation;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes simulated observations into a folder: {@code sim_00001.pha} and so on, numbered like the rows of the table,
 * with {@code sim_00001_bkg.pha} where there is a background. The true values stand in HISTORY cards.
 *
 * @param folder an existing folder
 * @param prior model and prior of the observations
 * @param seed their seed
 * @param firstChannel number of the first channel
 * @param template telescope, instrument and response files, which every spectrum gets
 */
record SimulatedPhaFiles(Path folder, ModelPrior prior, long seed, int firstChannel, Spectrum template) {

    void write(SimulatedObservations all) throws IOException {
        for (int i = 0; i < all.observations().size(); i++) {
            write(String.format("sim_%05d", i + 1), all.observations().get(i), all.backgrounds().get(i));
        }
    }

    private void write(String name, Observation observation, Optional<BackgroundLevel> background) throws IOException {
        PhaWriter writer = PhaWriter.COUNTS.withHistory(history(observation));
        Spectrum.Builder source = builder(observation.counts(), observation.exposure())
                .responseFiles(template.responseFile(), template.ancillaryFile());
        if (background.isPresent()) {
            BackgroundLevel level = background.get();
            double[] scale = new double[observation.counts().length];
            Arrays.fill(scale, level.backScale());
            source.backScale(scale);
            String file = name + "_bkg.pha";
            Spectrum measured = level.measured();
            PhaWriter.COUNTS.as(PhaWriter.Content.BKG).write(folder.resolve(file),
                    builder(observation.background().orElseThrow(), measured.exposure())
                            .areaScale(measured.areaScale().orElse(null)).backScale(measured.backScale().orElse(null))
                            .build());
            writer = writer.withBackground(file);
        }
        writer.write(folder.resolve(name + ".pha"), source.build());
    }

    private Spectrum.Builder builder(int[] counts, double exposure) {
        return Spectrum.builder(Arrays.stream(counts).asDoubleStream().toArray()).firstChannel(firstChannel)
                .exposure(exposure).mission(template.telescope(), template.instrument());
    }

    private List<String> history(Observation observation) {
        List<String> lines = new ArrayList<>();
        lines.add("Simulated by Montecat " + Version.current() + " under seed " + seed + ":");
        lines.add(prior.model().expression());
        for (int i = 0; i < observation.values().length; i++) {
            lines.add(prior.free().get(i).parameter().label() + " = " + observation.values()[i]);
        }
        prior.fixed().forEach((label, value) -> lines.add(label + " = " + value + " (fixed)"));
        return lines;
    }
}
