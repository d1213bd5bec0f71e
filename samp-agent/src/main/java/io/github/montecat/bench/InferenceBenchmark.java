package io.github.montecat.bench;

import io.github.montecat.dl4j.Deeplearning4jForm;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.engine.Nd4jEngine;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.progress.Progress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Stochastic passes of a network with random weights, on all cores. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class InferenceBenchmark {

    static final int ONE_PASSES = 1000;
    static final int CATALOGUE_SPECTRA = 100;
    static final int CATALOGUE_PASSES = 100;

    /** Which network. */
    @Param({"A", "B"})
    public NetworkCase network;

    private final CpuEngine engine = new CpuEngine();
    private final Nd4jEngine reference = new Nd4jEngine();
    private GruSampler sampler;
    private List<float[]> spectra;

    /** Makes network and spectra. */
    @Setup
    public void make() {
        GruArchitecture architecture = network.architecture();
        Deeplearning4jForm form = Deeplearning4jForm.of(architecture);
        sampler = architecture.sampler(form.weights(form.create(new NoOp(), 1, DataType.FLOAT)));
        Random random = new Random(1);
        spectra = IntStream.range(0, CATALOGUE_SPECTRA).mapToObj(i -> {
            float[] s = new float[NetworkCase.BINS];
            for (int b = 0; b < s.length; b++) {
                s[b] = (float) random.nextGaussian();
            }
            return s;
        }).toList();
    }

    /** @return the posterior of one spectrum */
    @Benchmark
    public List<float[]> onePosterior() {
        return engine.sample(sampler, spectra.subList(0, 1), new long[] {0}, ONE_PASSES, 1, Progress.NONE);
    }

    /** @return the same by a matrix product of ND4J per step */
    @Benchmark
    public List<float[]> onePosteriorByNd4j() {
        return reference.sample(sampler, spectra.subList(0, 1), new long[] {0}, ONE_PASSES, 1,
                Progress.NONE);
    }

    /** @return the posteriors of a catalogue */
    @Benchmark
    public List<float[]> catalogue() {
        return engine.sample(sampler, spectra, LongStream.range(0, CATALOGUE_SPECTRA).toArray(), CATALOGUE_PASSES, 1,
                Progress.NONE);
    }
}
