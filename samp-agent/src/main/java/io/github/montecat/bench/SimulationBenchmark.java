package io.github.montecat.bench;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSource;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Spectra of Model A on the response of a shipped bundle, 3451 energies and 194 bins: parameters, model, folding and
 * Poisson noise, on all cores.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SimulationBenchmark {

    static final int SPECTRA = 4000;

    private SpectrumSource source;
    private long seed;

    /**
     * Takes the bundle.
     *
     * @throws IOException if it is damaged
     */
    @Setup
    public void take() throws IOException {
        ModelBundle bundle = BundleLibrary.shipped().find("nicer-a").orElseThrow(
                () -> new IOException("this program was built without the bundle nicer-a"));
        source = bundle.source();
    }

    /** @return the counts of all spectra in all bins */
    @Benchmark
    public double simulate() {
        Dataset data = Dataset.simulate(source, 0, SPECTRA, seed++, Progress.NONE);
        return IntStream.range(0, SPECTRA).parallel().mapToDouble(i -> {
            double sum = 0;
            for (double c : data.spectrum(i, 0).counts()) {
                sum += c;
            }
            return sum;
        }).sum();
    }
}
