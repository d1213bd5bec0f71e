package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SharedData;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.ogip.ResponseFiles;
import io.github.montecat.ogip.ResponseSearch;
import io.github.montecat.progress.Progress;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableSettings;
import io.github.montecat.table.TableInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.Test;

/**
 * Posteriors of real spectra of one XMM-Newton field without a network, beside nested sampling, which knows nothing of
 * maxima. Looks at the first spectrum; {@code -Dmontecat.test.field=56} takes all. Skipped where the data are not at
 * hand.
 */
class FieldPosteriorTest {

    private static final int SPECTRA = Integer.getInteger("montecat.test.field", 1);
    private static final long SEED = 5;

    @Test
    void agreesWithNestedSampling() throws Exception {
        Path folder = SharedData.file("xmm_field");
        ModelChoice choice = new ModelChoice(FitModelLibrary.shipped().models().stream()
                .filter(m -> m.name().equals(FitModel.DEFAULT)).findFirst().orElseThrow(), true,
                Optional.of(new EnergyRange(0.5, 8)));
        ResponseFiles responses = new ResponseFiles(new ResponseSearch(List.of()),
                Optional.of(folder.resolve("epn_e3_ef20_sdY6_v19.0.rmf")), Optional.empty());
        ProblemSetup setup = new ModelProblems(choice.model(), responses, choice.noticed(), BundleLibrary.of(List.of()),
                BackgroundChoice.WSTAT, choice.joint());
        SpectrumFitter fitter = SpectrumFitter.ofAny(BundleLibrary.of(List.of()), choice,
                new FitSettings(2000, SEED, Optional.empty()), new CpuEngine(), responses);
        int cells = 0;
        int good = 0;
        int evidences = 0;
        try (TableInput input = TableInput.open(folder.resolve("sources.fits").toString())) {
            List<FitRequest> rows = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC).requests()
                    .next(SPECTRA);
            List<FitResult> results = fitter.fit(rows, Progress.NONE);
            for (int i = 0; i < rows.size(); i++) {
                FitResult r = results.get(i);
                assertEquals("", r.reason());
                assertTrue(r.refinement().orElseThrow().effectiveSamples() >= 2000);
                WeightedPosterior nested = new NestedSampler(1000).sample(setup.pose(rows.get(i))
                        .likelihood(), SEED, i, Progress.NONE);
                double[][] units = r.posterior().orElseThrow().units();
                StringBuilder line = new StringBuilder("row " + (i + 1));
                for (int p = 0; p < units.length; p++) {
                    double std = Math.sqrt(nested.variance(p));
                    double shift = (new Median().evaluate(units[p]) - nested.quantiles(p, 0.5)[0]) / std;
                    double width = new StandardDeviation().evaluate(units[p]) / std;
                    cells++;
                    good += Math.abs(shift) < 0.1 && Math.abs(width - 1) < 0.1 ? 1 : 0;
                    line.append(String.format(Locale.ROOT, "  %+.3f x%.3f", shift, width));
                }
                double off = r.refinement().orElseThrow().logEvidence() - nested.logEvidence();
                evidences += Math.abs(off) < 0.1 + 2 * nested.logEvidenceError() ? 1 : 0;
                System.out.println(line.append(String.format(Locale.ROOT, "  lnZ %+.3f (+-%.3f)  ess %.0f, %s", off,
                        nested.logEvidenceError(), r.refinement().orElseThrow().effectiveSamples(), r.flags())));
            }
        }
        System.out.println(good + " of " + cells + " medians and widths agree, " + evidences + " of " + cells / 3
                + " evidences");
        assertTrue(good >= 0.95 * cells, good + " of " + cells + " medians and widths agree");
        assertTrue(evidences >= 0.95 * cells / 3, evidences + " evidences agree");
    }
}
