package io.github.montecat.bench;

import io.github.montecat.dl4j.Deeplearning4jForm;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Updates of Model A's network through Deeplearning4j, in batches of 32 as in the paper. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TrainingBenchmark {

    static final int BATCH = 32;

    private MultiLayerNetwork network;
    private DataSet batch;

    /** Makes network and data. */
    @Setup
    public void make() {
        network = Deeplearning4jForm.of(NetworkCase.A.architecture()).create(new Adam(1e-4), 1, DataType.FLOAT);
        batch = new DataSet(Nd4j.randn(DataType.FLOAT, BATCH, NetworkCase.BINS, 1), Nd4j.rand(DataType.FLOAT, BATCH, 3));
    }

    /** @return the loss, after one update */
    @Benchmark
    public double update() {
        network.fit(batch);
        return network.score();
    }
}
